package paas.platform.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** IX: quick to start, and gone on SIGTERM; both measured from real starts and stops. */
final class Disposability implements Factor {
  static final Duration SLOW = Duration.ofSeconds(20);

  @Override
  public int number() {
    return 9;
  }

  @Override
  public String name() {
    return "Disposability";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    History history = evidence.history();
    if (history.boots().isEmpty() && history.stops() == 0) {
      return unseen("no starts or stops in the log");
    }
    List<Finding> findings = new ArrayList<>();
    var slowest = history.boots().stream().max(Comparator.comparing(History.Boot::took));
    slowest
        .filter(boot -> boot.took().compareTo(SLOW) > 0)
        .map(boot ->
            new Finding(
                "%s took %d s to start".formatted(boot.process(), boot.took().toSeconds()),
                "Move slow work (builds, migrations, warm-up) out of the start"))
        .ifPresent(findings::add);
    if (history.killed() > 0) {
      findings.add(
          new Finding(
              "%d of %d stops ignored SIGTERM and were killed (R12)"
                  .formatted(history.killed(), Math.max(history.stops(), history.killed())),
              "On SIGTERM finish what is under way and exit; in a shell script use exec"));
    }
    return judge(findings, summary(history));
  }

  private static String summary(History history) {
    String boots =
        history.boots().stream()
            .map(History.Boot::took)
            .max(Comparator.naturalOrder())
            .map(slowest -> "slowest start %.1f s".formatted(slowest.toMillis() / 1000.0))
            .orElse("no start seen");
    return boots + ", " + history.stops() + " stops obeyed SIGTERM";
  }
}
