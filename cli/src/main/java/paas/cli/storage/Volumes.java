package paas.cli.storage;

import java.util.List;
import java.util.Locale;
import paas.cli.api.Platform;
import paas.cli.json.Json;

/** What the storage commands share: where volumes are, and how they are worded. */
public final class Volumes {
  private static final double MEGABYTE = 1 << 20;

  private Volumes() {}

  static String path(String app, String... more) {
    String[] parts = new String[3 + more.length];
    parts[0] = "apps";
    parts[1] = app;
    parts[2] = "volumes";
    System.arraycopy(more, 0, parts, 3, more.length);
    return Platform.path(parts);
  }

  /** What a mount, or its end, sets going: {@code how} is "with" or "without". */
  static String restarting(String how, String app) {
    return "What runs restarts " + how + " it; to wait for that: paas ps:wait --app " + app;
  }

  /** Such as {@code data (1g), uploads (512m)}; empty where the app has none. */
  public static String named(Platform platform, String app) {
    List<String> names =
        platform.list(path(app)).stream()
            .map(volume -> volume.at("name").text() + " (" + volume.at("size").text() + ")")
            .toList();
    return String.join(", ", names);
  }

  /** Such as {@code 3.5 of 973 MB}; empty where it cannot be known. */
  static String usage(Json volume) {
    Json usage = volume.at("usage");
    if (usage.at("total_bytes").text().isEmpty()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.1f of %,.0f MB",
        usage.at("used_bytes").number(0) / MEGABYTE,
        usage.at("total_bytes").number(0) / MEGABYTE);
  }
}
