package paas.cli.domain;

import java.util.List;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.json.Json;

/**
 * Paths of an app's domains that lead to other apps or process types: {@code www.example.com/api}.
 */
final class Mounts {
  private Mounts() {}

  static boolean isOne(String domain) {
    return domain.indexOf('/') > 0;
  }

  static String path(String app) {
    return Platform.path("apps", app, "mounts");
  }

  static Json body(String domain, Optional<String> target, Optional<String> process) {
    int slash = domain.indexOf('/');
    Json.Struct body =
        Json.object()
            .with("hostname", domain.substring(0, slash))
            .with("path", domain.substring(slash));
    Json.Struct led = target.map(app -> body.with("target", app)).orElse(body);
    return process.map(type -> led.with("process", type)).orElse(led);
  }

  /** What answers it, as people say it. */
  static String destination(Json mount) {
    String process = mount.at("process").text();
    if (!process.isEmpty() && mount.at("target").at("id").equals(mount.at("app").at("id"))) {
      return "process type " + process;
    }
    String app = "app " + mount.at("target").at("name").text();
    return process.isEmpty() || process.equals("web") ? app : app + ", process type " + process;
  }

  static List<Json> of(Platform platform, String app) {
    return platform.get(path(app)).elements();
  }

  /** Whether it leads to a process type that is scaled to nothing. */
  static boolean isWithoutInstance(Platform platform, Json mount) {
    return mount
        .at("target")
        .at("name")
        .found()
        .filter(target ->
            platform.get(Platform.path("apps", target, "formation")).elements().stream()
                .anyMatch(type ->
                    type.at("type").equals(mount.at("process"))
                        && type.at("quantity").number(1) == 0))
        .isPresent();
  }

  static String name(Json mount) {
    return mount.at("hostname").text() + mount.at("path").text();
  }

  /** The id of the one with that host name and path. */
  static Optional<String> id(List<Json> mounts, String domain) {
    return mounts.stream()
        .filter(mount -> name(mount).equals(domain))
        .map(mount -> mount.at("id").text())
        .findFirst();
  }
}
