package paas.cli.buildpack;

import java.util.ArrayList;
import java.util.List;
import paas.cli.api.Platform;
import paas.cli.json.Json;
import paas.cli.terminal.Terminal;

/** An app's list of buildpacks on the platform, in the order they run. */
final class Buildpacks {
  private Buildpacks() {}

  static List<Json> installed(Platform platform, String app) {
    return platform.list(path(app));
  }

  static List<String> names(List<Json> installed) {
    List<String> names = new ArrayList<>();
    installed.forEach(one -> names.add(one.at("buildpack").at("url").text()));
    return names;
  }

  /** Replaces the whole list; returns what the platform has then. */
  static List<String> put(Platform platform, String app, List<String> names) {
    List<Json> updates = new ArrayList<>();
    names.forEach(name -> updates.add(Json.object().with("buildpack", name)));
    Json answer = platform.put(path(app), Json.object().with("updates", new Json.Array(updates)));
    return names(answer.elements());
  }

  static void show(List<String> names, Terminal terminal) {
    int number = 0;
    for (String name : names) {
      number++;
      terminal.line(number + ". " + name);
    }
  }

  private static String path(String app) {
    return Platform.path("apps", app, "buildpack-installations");
  }
}
