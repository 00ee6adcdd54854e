package paas.builder;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import paas.builder.cnb.AppMetadata;
import paas.builder.cnb.BuildOrder;
import paas.builder.cnb.BuilderImage;
import paas.builder.cnb.ProjectToml;
import paas.builder.fault.BuildFault;
import paas.builder.image.Images;
import paas.builder.image.LayoutImage;
import paas.builder.image.LayoutReader;
import paas.builder.image.StackImage;
import paas.builder.output.LineSplitter;
import paas.builder.source.Procfile;
import paas.builder.source.Source;
import paas.runner.engine.Engine;

/**
 * A build by the Cloud Native Buildpacks of a builder image: its lifecycle in one hardened
 * container, then an image from the layout that it left.
 */
final class CnbBuild {
  private static final List<String> LAUNCHER = List.of("/cnb/lifecycle/launcher");
  private static final String DEFAULT_WEB = "/cnb/process/web";

  private final Engine engine;
  private final Labels labels;
  private final Images images;
  private final BuildNetwork network;
  private final BuilderSettings settings;

  CnbBuild(
      Engine engine, Labels labels, Images images, BuildNetwork network, BuilderSettings settings) {
    this.engine = engine;
    this.labels = labels;
    this.images = images;
    this.network = network;
    this.settings = settings;
  }

  /** The builder image is in the run's settings, or named by {@code projectToml}. */
  BuildResult.Built build(
      BuildRun run, Source source, Optional<byte[]> projectToml, Optional<Procfile> procfile)
      throws BuildFault, IOException {
    ProjectToml project =
        projectToml.isPresent() ? ProjectToml.parse(projectToml.get()) : ProjectToml.NONE;
    String name = builderName(run.request().settings(), project);
    var local = new CnbImages(engine);
    var builder = BuilderImage.of(name, local.builder(name));
    InspectImageResponse runImage = local.runImage(builder.runImages());
    run.lines().say("       Builder image " + name + ", platform API " + builder.platformApi());
    if (!images.fastWorks(StackImage.inspect(engine, settings.stackImage()))) {
      throw new BuildFault(
          "prepare",
          "This server's Docker engine does not let images be written layer by layer.",
          "Turn its containerd image store off, or build by buildpacks or a Dockerfile.");
    }
    return run(run, source, new Parts(name, builder, runImage, project), procfile);
  }

  private record Parts(
      String name, BuilderImage builder, InspectImageResponse runImage, ProjectToml project) {
    String runId() {
      return Objects.requireNonNull(runImage.getId());
    }
  }

  private BuildResult.Built run(
      BuildRun run, Source source, Parts parts, Optional<Procfile> procfile)
      throws BuildFault, IOException {
    Path input = run.folder().resolve("cnb-input.tar");
    boolean ordered = write(run, source, parts, input);
    var setting =
        new CnbContainer.Setting(network.ensure(), ordered, created(source).getEpochSecond());
    try (var container = CnbContainer.create(engine, parts.builder(), run, labels, setting)) {
      container.put("/", input);
      Files.delete(input);
      var exit = container.run(stdin -> {}, new LineSplitter(run.lines()::line));
      CnbFaults.check(exit, run, parts.builder());
      return image(run, container, parts, procfile);
    }
  }

  /** Returns whether there is an order of its own in it. */
  private boolean write(BuildRun run, Source source, Parts parts, Path input)
      throws BuildFault, IOException {
    ProjectToml project = parts.project();
    byte[] order =
        project.group().isEmpty()
            ? new byte[0]
            : BuildOrder.of(project.group(), parts.builder().buildpacks());
    Map<String, String> env = new HashMap<>(project.env());
    env.putAll(run.request().config());
    Map<String, byte[]> layout = new LinkedHashMap<>();
    images
        .sparseLayout(parts.runId())
        .forEach((path, bytes) -> layout.put(CnbContainer.RUN_LAYOUT + "/" + path, bytes));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input), 1 << 16)) {
      CnbInput.write(out, parts.builder(), source, project, new CnbInput.Given(env, order, layout));
    }
    return order.length > 0;
  }

  private BuildResult.Built image(
      BuildRun run, BuildContainer container, Parts parts, Optional<Procfile> procfile)
      throws BuildFault, IOException {
    run.lines().say("-----> Writing the image");
    LayoutImage image = read(run, container, parts);
    var metadata = AppMetadata.of(image.settings().path("Labels"));
    Map<String, String> processes = processes(run, image, metadata, procfile);
    Images.Written written = images.write(image);
    if (run.stop().stopped() && written.fresh()) {
      images.remove(written.digest());
    }
    run.stop().check();
    return new BuildResult.Built(
        written.digest(),
        LAUNCHER,
        processes,
        "Cloud Native Buildpacks, " + parts.name(),
        metadata.buildpacks().stream()
            .map(used -> new UsedBuildpack(used.id(), used.version()))
            .toList(),
        "%,d MB, by the build's container".formatted(run.limits().memoryBytes() >> 20));
  }

  private LayoutImage read(BuildRun run, BuildContainer container, Parts parts)
      throws BuildFault, IOException {
    String path = "/" + CnbInput.LAYOUT + "/" + CnbContainer.APP_LAYOUT;
    String top = path.substring(path.lastIndexOf('/') + 1) + "/";
    var reader = new LayoutReader(run.folder(), run.limits().imageBytes());
    try {
      container.archive(
          path,
          (entry, content) -> {
            run.stop().check();
            if (entry.isFile() && entry.getName().startsWith(top)) {
              reader.accept(entry.getName().substring(top.length()), content);
            }
          });
      return reader.image(StackImage.layersOf(parts.runImage()), labels.image(run.app()));
    } catch (LayoutReader.TooLarge e) {
      throw CnbFaults.tooLarge(run.limits(), e);
    } catch (IOException e) {
      run.stop().check();
      throw DiskSpace.full(e) ? DiskSpace.full("image") : CnbFaults.unusable(e);
    }
  }

  /**
   * The image's types, started by the launcher's links, and the Procfile's on top; web is the
   * image's own command where that starts it.
   */
  private static Map<String, String> processes(
      BuildRun run, LayoutImage image, AppMetadata metadata, Optional<Procfile> procfile) {
    Map<String, String> processes = new LinkedHashMap<>(metadata.processes());
    if (image.settings().path("Entrypoint").path(0).asText().equals(DEFAULT_WEB)) {
      processes.put("web", "");
    }
    procfile.ifPresent(file -> processes.putAll(file.processes()));
    run.lines()
        .say(
            processes.isEmpty()
                ? " !     No process types: the buildpacks name none, and there is no Procfile"
                : "-----> Process types: " + String.join(", ", processes.keySet()));
    return processes;
  }

  private static Instant created(Source source) {
    return source.newest().isAfter(BuildpackResult.FIXED) ? source.newest() : BuildpackResult.FIXED;
  }

  private static String builderName(BuildSettings settings, ProjectToml project) throws BuildFault {
    if (settings.choice() instanceof BuildSettings.Choice.CloudNative(var image)
        && !image.isBlank()) {
      return image;
    }
    return project
        .builder()
        .orElseThrow(() ->
            new BuildFault(
                "project.toml",
                "Nothing names a builder image for Cloud Native Buildpacks.",
                "Add  builder = \"IMAGE\"  under [io.buildpacks] in project.toml, or set the app's"
                    + " builder: to an image, to buildpacks, or to its Dockerfile."));
  }
}
