package paas.platform.inspect;

import java.util.ArrayList;
import java.util.List;
import paas.platform.check.FactorReport;

/** A check in a few lines, for the end of a push. */
public final class Summary {
  private static final int SHOWN = 3;

  private Summary() {}

  /** {@code app} is the app's name, for the command that shows more. */
  public static List<String> of(List<FactorReport> reports, String app) {
    List<String> seen =
        reports.stream()
            .flatMap(report -> report.findings().stream().map(f -> report.name() + ": " + f.seen()))
            .toList();
    List<String> lines = new ArrayList<>();
    if (!seen.isEmpty()) {
      lines.add(
          "-----> Twelve-factor check: %d to look at (paas check --app %s)"
              .formatted(seen.size(), app));
      seen.stream().limit(SHOWN).forEach(line -> lines.add("       " + line));
      if (seen.size() > SHOWN) {
        lines.add("       and " + (seen.size() - SHOWN) + " more");
      }
    }
    return lines;
  }
}
