package paas.platform.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import paas.platform.config.ConfigKey;
import paas.platform.manifest.AppJson;

/** Tells the pusher what became of an {@code app.json}; never a value. */
final class ManifestAccount {
  private ManifestAccount() {}

  static List<String> of(AppJson manifest, Map<ConfigKey, String> initial) {
    List<String> lines = new ArrayList<>(List.of("-----> app.json found"));
    if (!initial.isEmpty()) {
      lines.add(
          "       Config set from it: "
              + initial.keySet().stream().map(ConfigKey::value).collect(Collectors.joining(", ")));
    }
    if (!manifest.cron().isEmpty()) {
      lines.add("       cron is read but not run yet: " + manifest.cron().size() + " job(s)");
    }
    if (!manifest.healthchecks().isEmpty()) {
      lines.add(
          "       Health checks for "
              + String.join(
                  ", ", manifest.healthchecks().keySet().stream().map(Object::toString).toList()));
    }
    manifest.notes().forEach(note -> lines.add("       " + note));
    return lines;
  }
}
