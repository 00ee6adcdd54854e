package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppName;
import paas.platform.formation.Formation;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Slug;

class UnservedTest {
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final ProcessType BATCH = new ProcessType("batch");
  private static final String TOLD =
      "This release has no process type 'web': requests to http://shop.test are answered with 503"
          + " (H14).";
  private static final String MEND =
      "If it is to serve, add a line such as `web: COMMAND` to its Procfile and push it.";
  private static final String IDLE =
      "Nothing of it runs; to start one: paas ps:scale batch=1 --app shop";
  private static final Optional<Slug> WITH_WEB = Optional.of(slug(ProcessType.WEB, WORKER));
  private static final Optional<Slug> WITHOUT = Optional.of(slug(WORKER));

  private static Slug slug(ProcessType... types) {
    Map<ProcessType, String> processes = new TreeMap<>();
    for (ProcessType type : types) {
      processes.put(type, "node x");
    }
    ImageDigest image = new ImageDigest("sha256:" + "a".repeat(64));
    return new Slug(image, List.of(), new TreeMap<>(processes), "Node.js", "c");
  }

  private static List<String> lines(Slug slug, int workers, Optional<Slug> former) {
    return lines(slug, workers, former, false);
  }

  private static List<String> lines(
      Slug slug, int workers, Optional<Slug> former, boolean hasJobs) {
    Formation formation = Formation.EMPTY.with(ProcessType.WEB, 1).with(WORKER, workers);
    return new Unserved(new AppName("shop"), "http://shop.test", slug, formation)
        .lines(former, hasJobs);
  }

  @Test
  void whatHasWebServes() {
    assertEquals(List.of(), lines(slug(ProcessType.WEB), 0, Optional.empty()));
    assertEquals(List.of(), lines(slug(ProcessType.WEB), 0, WITHOUT));
  }

  @Test
  void itsUrlIsSaidToBeReachedOnlyWhereSomethingMayAnswer() {
    assertEquals("http://shop.test", reached(WITH_WEB));
    assertEquals("shop", reached(WITHOUT));
  }

  private static String reached(Optional<Slug> slug) {
    return Unserved.reached(new AppName("shop"), "http://shop.test", slug);
  }

  @Test
  void aFirstReleaseWithoutWebIsToldAndWhatRunsNot() {
    assertEquals(
        List.of(TOLD, MEND, IDLE),
        lines(slug(ProcessType.RELEASE, WORKER, BATCH), 0, Optional.empty()));
    assertEquals(
        List.of(TOLD, MEND, "Nothing of it runs."),
        lines(slug(ProcessType.RELEASE), 0, Optional.empty()));
    assertEquals(List.of(TOLD, MEND), lines(slug(WORKER), 1, Optional.empty()));
  }

  @Test
  void webThatIsGoneSinceTheReleaseBeforeIsTold() {
    String told = TOLD.replace("'web':", "'web', which the one before had:");
    assertEquals(List.of(told, MEND), lines(slug(WORKER), 1, WITH_WEB));
    assertEquals(List.of(told, MEND), lines(slug(WORKER), 1, WITH_WEB, true));
  }

  @Test
  void anAppThatWorkedWithoutWebBeforeIsLeftInPeace() {
    assertEquals(List.of(), lines(slug(WORKER), 1, WITHOUT));
    assertEquals(List.of(), lines(slug(WORKER), 0, WITHOUT, true));
  }

  @Test
  void aSecondReleaseOfWhichNothingRunsIsToldOnceMore() {
    assertEquals(List.of(TOLD, MEND, IDLE), lines(slug(BATCH, WORKER), 0, WITHOUT));
  }
}
