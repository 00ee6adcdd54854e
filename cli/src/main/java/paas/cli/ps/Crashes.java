package paas.cli.ps;

import java.util.List;
import paas.cli.json.Json;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** Why instances are crashed, a line for each, as far as the platform says so. */
final class Crashes {
  /** Those of one process type mostly crash for the same reason. */
  private static final int MOST = 5;

  private Crashes() {}

  static List<String> of(List<Json> instances) {
    return instances.stream()
        .filter(one -> one.at("state").text().equals("crashed"))
        .flatMap(one -> one.at("crash").at("message").found().stream())
        .toList();
  }

  static void tell(List<String> reasons, Style style, Terminal terminal) {
    reasons.forEach(reason -> terminal.alert(style, reason));
  }

  /** The first of them, and where the others are. */
  static void tellSome(List<String> reasons, String app, Style style, Terminal terminal) {
    tell(reasons.subList(0, Math.min(MOST, reasons.size())), style, terminal);
    int more = reasons.size() - MOST;
    if (more > 0) {
      String words = more == 1 ? "1 more is" : more + " more are";
      terminal.alert(style, words + " crashed; see why: paas ps --app " + app);
    }
  }
}
