package paas.cli.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.build.BuildFollowing;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.git.AppName;
import paas.cli.git.WorkTree;
import paas.cli.json.Json;

/** {@code paas deploy}: deploys a directory, an archive or an image, without a git push. */
public final class DeployCommand implements Command {
  private static final int MAX_PROCFILE = 64 * 1024;

  @Override
  public Manual manual() {
    return Manual.of("deploy", "Deploy a directory, an archive or an image, without git push.")
        .app()
        .option("--image", "IMAGE", "an image of this app on the server; - reads `docker save`")
        .option("--procfile", "FILE", "the image's process types (default: its command is web)")
        .words("PATH", "0..1", "a directory, or a tar, tar.gz or zip (default: .)")
        .example("paas deploy --app shop", "this directory, without what git ignores")
        .example("paas deploy shop.tar.gz --app shop", "an archive")
        .example("docker save shop | paas deploy --image - --app shop", "an image");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Optional<String> image = call.option("--image");
    if (image.isPresent() && call.word().isPresent()) {
      throw Failure.usage("Deploy either a path or an image.");
    }
    if (image.isEmpty() && call.option("--procfile").isPresent()) {
      throw Failure.usage("--procfile goes with --image: a directory has its own Procfile.");
    }
    ensureApp(app, session);
    Json order =
        image.isPresent()
            ? image(image.get(), call.option("--procfile"), session)
            : source(session.directory().resolve(call.word().orElse(".")).normalize(), session);
    String kind = image.isPresent() ? "image-builds" : "builds";
    Json build = session.platform().post(Platform.path("apps", app, kind), order);
    return new BuildFollowing(session, app).follow(build);
  }

  /** As a git push does, it makes the app that it names. */
  private static void ensureApp(String app, Session session) {
    try {
      session.platform().get(Platform.path("apps", app));
    } catch (Failure e) {
      if (e.exitCode() != ExitCode.NOT_FOUND || !AppName.isValid(app)) {
        throw e;
      }
      session.platform().post("/apps", Json.object().with("name", app));
      session.terminal().noteLine("Created " + Text.app(app));
    }
  }

  private static Json source(Path path, Session session) {
    if (Files.isDirectory(path)) {
      Tree tree = Tree.of(path);
      String version = WorkTree.at(path).map(WorkTree::version).orElse("");
      String what = path.getFileName() + " (" + tree.size() + " files)";
      return blob(new Sending(session).upload(what, tree::writeTarGz), version);
    }
    if (!Files.isRegularFile(path)) {
      throw Failure.of(ExitCode.NOT_FOUND, "There is no directory or archive " + path + ".");
    }
    String what = String.valueOf(path.getFileName());
    return blob(new Sending(session).upload(what, out -> Files.copy(path, out)), "");
  }

  private static Json.Struct blob(String url, String version) {
    Json.Struct blob = Json.object().with("url", url);
    return Json.object()
        .with("source_blob", version.isEmpty() ? blob : blob.with("version", version));
  }

  private static Json image(String name, Optional<String> procfile, Session session) {
    String processes = procfile.map(file -> read(session.directory().resolve(file))).orElse("");
    Json.Struct order =
        name.equals("-")
            ? blob(
                new Sending(session)
                    .upload("the image", out -> session.terminal().in().transferTo(out)),
                "")
            : Json.object().with("image", name);
    return processes.isEmpty() ? order : order.with("procfile", processes);
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_PROCFILE) {
        throw Failure.of(ExitCode.INVALID, file + " is larger than 64 KB: is it a Procfile?");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.of(ExitCode.NOT_FOUND, "Cannot read the Procfile " + file + ".");
    }
  }
}
