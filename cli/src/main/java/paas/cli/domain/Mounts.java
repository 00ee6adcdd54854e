package paas.cli.domain;

import java.util.List;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.json.Json;

/** Paths of an app's domains that lead to other apps: {@code www.example.com/api}. */
final class Mounts {
  private Mounts() {}

  static boolean isOne(String domain) {
    return domain.indexOf('/') > 0;
  }

  static String path(String app) {
    return Platform.path("apps", app, "mounts");
  }

  static Json body(String domain, String target) {
    int slash = domain.indexOf('/');
    return Json.object()
        .with("hostname", domain.substring(0, slash))
        .with("path", domain.substring(slash))
        .with("target", target);
  }

  static List<Json> of(Platform platform, String app) {
    return platform.get(path(app)).elements();
  }

  static String name(Json mount) {
    return mount.at("hostname").text() + mount.at("path").text();
  }

  /** The id of the one with that host name and path. */
  static Optional<String> id(Platform platform, String app, String domain) {
    return of(platform, app).stream()
        .filter(mount -> name(mount).equals(domain))
        .map(mount -> mount.at("id").text())
        .findFirst();
  }
}
