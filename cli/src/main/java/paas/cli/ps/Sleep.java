package paas.cli.ps;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Text;
import paas.cli.json.Json;

/** What is told of an app whose web process sleeps. */
public final class Sleep {
  private Sleep() {}

  /** That it sleeps, where its formation has no web process; or else nothing. */
  public static String told(List<Json> formation, String app, Platform platform) {
    boolean has =
        formation.stream()
            .filter(type -> type.at("type").text().equals("web"))
            .anyMatch(type -> type.at("quantity").number(0) > 0);
    return has || !isAsleep(app, platform) ? "" : words(app, platform);
  }

  /** Whether its web process has no instance until a request wakes it. */
  static boolean isAsleep(String app, Platform platform) {
    return platform.list(Platform.path("apps", app, "autoscales")).stream()
        .anyMatch(one -> one.at("min").number(1) == 0 && one.at("quantity").number(1) == 0);
  }

  static String words(String app, Platform platform) {
    boolean closed = platform.get(Platform.path("apps", app)).at("maintenance").isTrue();
    String wakes =
        closed
            ? ", and in maintenance no request wakes it (paas maintenance:off)"
            : ": the next request wakes it (paas ps:autoscale)";
    return "web of " + Text.app(app) + " sleeps" + wakes;
  }
}
