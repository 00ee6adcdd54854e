package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.check.FactorReport;
import paas.platform.check.FactorReport.Verdict;
import paas.platform.check.Finding;
import paas.platform.recipe.PushCheck;
import paas.platform.release.ImageDigest;
import paas.platform.release.Slug;

class StrictCheckTest {
  private static final App SHOP =
      new App(
          AppId.random(),
          new AppName("shop"),
          UUID.randomUUID(),
          AppSettings.DEFAULT,
          Instant.EPOCH,
          Instant.EPOCH);
  private static final Slug SLUG =
      new Slug(
          new ImageDigest("sha256:" + "a".repeat(64)), List.of(), new TreeMap<>(), "Node.js", "c");
  private static final FactorReport FINE =
      new FactorReport(1, "Codebase", Verdict.FINE, "a commit", List.of());
  private static final FactorReport LOOK =
      new FactorReport(
          2, "Dependencies", Verdict.LOOK, "1", List.of(new Finding("no lock file", "commit one")));

  private static Optional<StrictCheck.Objection> objection(
      PushCheck wanted, FactorReport... reports) {
    return new StrictCheck(app -> wanted, slug -> List.of(reports)).to(SHOP, SLUG);
  }

  @Test
  void strictRefusesWithWhatWasFoundAndBothWaysOn() {
    assertEquals(
        Optional.of(
            new StrictCheck.Objection(
                "it found 1 thing to mend, and this app's check is strict.\n"
                    + "Dependencies: no lock file\n  → commit one",
                "Mend that, then push again; or: paas builds:set check=report --app shop")),
        objection(PushCheck.STRICT, FINE, LOOK));
  }

  @Test
  void strictLetsThroughWhatIsFine() {
    assertEquals(Optional.empty(), objection(PushCheck.STRICT, FINE));
  }

  @Test
  void reportRefusesNothing() {
    assertEquals(Optional.empty(), objection(PushCheck.REPORT, LOOK));
  }
}
