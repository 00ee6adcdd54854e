package paas.cli.build;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** The settings of an app's builds: those of the build itself, and the branch that deploys. */
final class Settings {
  static final String BRANCH = "branch";
  static final List<String> NAMES =
      List.of("builder", "directory", "dockerfile", "target", "procfile", "check", BRANCH);

  private Settings() {}

  static String known(String name) {
    if (!NAMES.contains(name)) {
      throw Failure.usage(
          "'" + name + "' is not a build setting; they are " + Text.and(NAMES) + ".");
    }
    return name;
  }

  static void require(Set<String> names, String example) {
    if (names.isEmpty()) {
      throw Failure.usage("Which setting? For example: " + example);
    }
  }

  /** All that is set, by name; empty is the usual one. */
  static Map<String, String> read(Platform platform, String app) {
    Json settings = platform.get(path(app));
    Map<String, String> all = new LinkedHashMap<>();
    NAMES.forEach(name -> all.put(name, settings.at(name).text()));
    all.put(BRANCH, platform.get(Platform.path("apps", app)).at("deploy_branch").text());
    return all;
  }

  /** Sends new values; null goes back to the usual. */
  static void apply(Session session, String app, String what, Map<String, Json> change) {
    Platform platform = session.platform();
    Map<String, Json> build = new LinkedHashMap<>(change);
    Json branch = build.remove(BRANCH);
    Progress progress = session.terminal().progress(what + " for " + Text.app(app));
    if (!build.isEmpty()) {
      progress.step(() -> platform.patch(path(app), new Json.Struct(build)));
    }
    if (branch != null) {
      String name = branch.text();
      progress.step(() ->
          platform.patch(Platform.path("apps", app), Json.object().with("deploy_branch", name)));
    }
    progress.done();
    session.terminal().noteLine("The next build uses it; what runs stays as it is.");
  }

  private static String path(String app) {
    return Platform.path("apps", app, "build-settings");
  }
}
