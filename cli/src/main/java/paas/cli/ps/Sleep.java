package paas.cli.ps;

import paas.cli.api.Platform;
import paas.cli.command.Text;

/** What is told of an app whose web process sleeps. */
final class Sleep {
  private Sleep() {}

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
