package paas.platform.check;

import java.util.List;

/**
 * What is made of one factor. {@code seen} is the evidence in a sentence; findings are there only
 * for {@link Verdict#LOOK}.
 */
public record FactorReport(
    int number, String name, Verdict verdict, String seen, List<Finding> findings) {
  /** How it stands. */
  public enum Verdict {
    /** Nothing was seen that speaks against it. */
    FINE,
    /** Something should be looked at. */
    LOOK,
    /** There was nothing to look at. */
    UNSEEN
  }

  public FactorReport {
    findings = List.copyOf(findings);
  }
}
