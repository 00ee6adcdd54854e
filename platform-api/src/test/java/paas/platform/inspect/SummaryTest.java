package paas.platform.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.platform.check.FactorReport;
import paas.platform.check.Finding;

class SummaryTest {
  @Test
  void nothingToLookAtIsNotWorthALine() {
    assertEquals(
        List.of(),
        Summary.of(
            List.of(new FactorReport(1, "A", FactorReport.Verdict.FINE, "x", List.of())), "shop"));
  }

  @Test
  void aFewFindingsStandForAll() {
    List<Finding> findings = Collections.nCopies(5, new Finding("seen", "fix"));
    assertEquals(
        List.of(
            "-----> Twelve-factor check: 5 to look at (paas check --app shop)",
            "       Config: seen",
            "       Config: seen",
            "       Config: seen",
            "       and 2 more"),
        Summary.of(
            List.of(new FactorReport(3, "Config", FactorReport.Verdict.LOOK, "", findings)),
            "shop"));
  }
}
