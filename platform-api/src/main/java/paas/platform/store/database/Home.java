package paas.platform.store.database;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where data lives when {@code PAAS_HOME} does not say (XDG Base Directory Specification). */
final class Home {
  private Home() {}

  static String standard() {
    return standard(
        System.getenv(), System.getProperty("user.name"), System.getProperty("user.home"));
  }

  static String standard(Map<String, String> environment, String user, String userHome) {
    if (user.equals("root")) {
      return "/var/lib/paas";
    }
    return Optional.ofNullable(environment.get("XDG_DATA_HOME"))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .orElse(Path.of(userHome, ".local", "share"))
        .resolve("paas")
        .toString();
  }
}
