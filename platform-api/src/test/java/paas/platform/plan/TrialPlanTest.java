package paas.platform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Slot;
import paas.platform.release.Percent;
import paas.platform.release.ReleaseVersion;

/** Canaries: what is tried beside what serves. */
class TrialPlanTest extends PlanScene {
  @Test
  void aTrialStandsBesideWhatServesAndBeginsOnceItIsPublished() {
    formation = scaled(Map.of(WEB, 3, WORKER, 2));
    serveThree();
    see("worker1", new Slot(WORKER, 1), 1, UP);
    see("worker2", new Slot(WORKER, 2), 1, UP);
    trial = trial(50, false);
    assertEquals(
        List.of(start(TRIAL_1, 2), start(TRIAL_2, 2)),
        plan(Optional.of(1L), Optional.empty()),
        "half of three, and no workers");
    see("t1", TRIAL_1, 2, UP);
    see("t2", TRIAL_2, 2, BOOTING);
    assertEquals(List.of(), plan(Optional.of(1L), Optional.empty()), "until all are up");
    instances.removeLast();
    see("t2", TRIAL_2, 2, UP);
    assertEquals(List.of(publish(shared(50, "t1", "t2"))), plan(Optional.of(1L), Optional.empty()));
    published = Optional.of(Exposures.web(shared(50, "t1", "t2")));
    assertEquals(
        List.of(new Step.Begin(new ReleaseVersion(2))), plan(Optional.of(1L), Optional.empty()));
    trial = trial(50, true);
    assertEquals(List.of(), plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void aTrialThatDoesNotComeUpFailsAndTouchesNothing() {
    serveThree();
    trial = trial(50, false);
    see("t1", TRIAL_1, 2, UP);
    see("t2", TRIAL_2, 2, new Health.Failed("no port"));
    assertEquals(
        List.of(
            new Step.Fail(new ReleaseVersion(2), "no port"),
            new Step.Stop("t1"),
            new Step.Reap("t2")),
        plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void whatCrashesOnTrialGivesItsPartBackAndIsStartedAgain() {
    serveThree();
    trial = trial(50, true);
    see("t1", TRIAL_1, 2, UP);
    assertEquals(
        List.of(start(TRIAL_2, 2), publish(shared(25, "t1"))),
        plan(Optional.of(1L), Optional.empty()));
    instances.removeLast();
    assertEquals(
        List.of(start(TRIAL_1, 2), start(TRIAL_2, 2)),
        plan(Optional.of(1L), Optional.empty()),
        "all of them: the others have all requests");
  }

  @Test
  void anAbortedTrialIsStoppedOnceNobodyIsLedToIt() {
    serveThree();
    see("t1", TRIAL_1, 2, UP);
    published = Optional.of(Exposures.web(shared(10, "t1")));
    assertEquals(
        List.of(publish(new Exposure.Serving(Set.of("a", "b", "c")))),
        plan(Optional.of(1L), Optional.empty()));
    published = serving("a", "b", "c");
    assertEquals(List.of(new Step.Stop("t1")), plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void aPromotedTrialKeepsItsPartUntilTheCandidateHasAll() {
    serveThree();
    surge = Map.of(WEB, 1);
    trial = trial(30, true);
    see("t1", TRIAL_1, 2, UP);
    published = Optional.of(Exposures.web(shared(30, "t1")));
    assertEquals(
        List.of(start(WEB_1, 2)), plan(Optional.of(1L), Optional.of(2L)), "takes no surge");
    surge = Map.of();
    for (int ordinal = 1; ordinal <= 3; ordinal++) {
      see("n" + ordinal, new Slot(WEB, ordinal), 2, UP);
    }
    assertEquals(
        List.of(publish(new Exposure.Serving(Set.of("n1", "n2", "n3")))),
        plan(Optional.of(1L), Optional.of(2L)));
    published = serving("n1", "n2", "n3");
    assertEquals(
        List.of(new Step.Succeed(new ReleaseVersion(2))), plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void whatCrashesOnTrialIsNotTheFailureOfThePromotedRelease() {
    serveThree();
    trial = trial(30, true);
    see("t1", TRIAL_1, 2, new Health.Failed("exited"));
    for (int ordinal = 1; ordinal <= 3; ordinal++) {
      see("n" + ordinal, new Slot(WEB, ordinal), 2, BOOTING);
    }
    assertEquals(List.of(new Step.Reap("t1")), plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void whileNothingElseIsUpATrialHasAllRequests() {
    trial = trial(10, true);
    see("t1", TRIAL_1, 2, UP);
    assertEquals(
        List.of(start(WEB_1, 1), publish(new Exposure.Serving(Set.of("t1")))),
        plan(Optional.of(1L), Optional.empty()));
  }

  private static Exposure shared(int percent, String... trial) {
    return new Exposure.Serving(Set.of("a", "b", "c"), Set.of(trial), percent);
  }

  private static Optional<Trial> trial(int percent, boolean begun) {
    return Optional.of(
        new Trial(
            new Revision(new ReleaseVersion(2), new TreeSet<>(Set.of(WEB, WORKER))),
            new Percent(percent),
            begun));
  }
}
