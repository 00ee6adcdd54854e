package paas.cli.domain;

import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.json.Json;

/** The domain that an app's other ones lead to, which is a setting of the router. */
final class Canonical {
  private static final String NAME = "canonical";

  private Canonical() {}

  static Optional<String> of(Platform platform, String app) {
    Json router = platform.get(Platform.path("apps", app, "router"));
    return router.at("settings").elements().stream()
        .filter(setting -> setting.at("name").text().equals(NAME))
        .flatMap(setting -> setting.at("value").found().stream())
        .findFirst();
  }
}
