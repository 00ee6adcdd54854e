package paas.platform.check;

import java.util.List;

/** One of the twelve factors (12factor.net): a pure function of the evidence. */
interface Factor {
  /** I to XII, as a number. */
  int number();

  String name();

  FactorReport look(Evidence evidence);

  default FactorReport fine(String seen) {
    return new FactorReport(number(), name(), FactorReport.Verdict.FINE, seen, List.of());
  }

  default FactorReport unseen(String why) {
    return new FactorReport(number(), name(), FactorReport.Verdict.UNSEEN, why, List.of());
  }

  /** Fine, with what was seen, unless there are findings. */
  default FactorReport judge(List<Finding> findings, String seen) {
    return findings.isEmpty()
        ? fine(seen)
        : new FactorReport(
            number(),
            name(),
            FactorReport.Verdict.LOOK,
            findings.size() == 1 ? "1 thing to look at" : findings.size() + " things to look at",
            findings);
  }
}
