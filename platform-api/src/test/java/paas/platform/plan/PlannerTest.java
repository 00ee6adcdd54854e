package paas.platform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

class PlannerTest {
  private static final ProcessType WEB = ProcessType.WEB;
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final Slot WEB_1 = new Slot(WEB, 1);
  private static final Slot TRIAL_1 = Slot.trial(WEB, 1);
  private static final Slot TRIAL_2 = Slot.trial(WEB, 2);
  private static final Health UP = new Health.Up();
  private static final Health BOOTING = new Health.Booting();

  private final List<SeenInstance> instances = new ArrayList<>();
  private Optional<Exposures> published = Optional.empty();
  private Map<ProcessType, Integer> surge = Map.of();
  private Optional<Trial> trial = Optional.empty();
  private Set<ProcessType> routed = Wanted.ONLY_WEB;
  private boolean sleeps;
  private Formation formation = scaled(Map.of(WEB, 1));

  @Test
  void firstReleaseStartsItsInstancesAndLetsRequestsWait() {
    assertEquals(
        List.of(start(WEB_1, 1), publish(new Exposure.Booting())),
        plan(Optional.empty(), Optional.of(1L)));
  }

  @Test
  void nothingIsDoneWhileTheCandidateBoots() {
    published = serving("old");
    see("old", WEB_1, 1, UP);
    see("new", WEB_1, 2, BOOTING);
    assertEquals(List.of(), plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void trafficMovesBeforeTheOldInstanceIsStopped() {
    published = serving("old");
    see("old", WEB_1, 1, UP);
    see("new", WEB_1, 2, UP);
    assertEquals(
        List.of(publish(new Exposure.Serving(Set.of("new")))),
        plan(Optional.of(1L), Optional.of(2L)));
    published = serving("new");
    assertEquals(
        List.of(new Step.Succeed(new ReleaseVersion(2))), plan(Optional.of(1L), Optional.of(2L)));
    assertEquals(List.of(new Step.Stop("old")), plan(Optional.of(2L), Optional.empty()));
  }

  @Test
  void failedCandidateLeavesTheServingReleaseAlone() {
    published = serving("old");
    see("old", WEB_1, 1, UP);
    see("new", WEB_1, 2, new Health.Failed("no port"));
    assertEquals(
        List.of(new Step.Fail(new ReleaseVersion(2), "no port"), new Step.Reap("new")),
        plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void everyProcessTypeMustBeUpBeforeTrafficMoves() {
    formation = scaled(Map.of(WEB, 1, WORKER, 1));
    published = serving("old");
    see("old", WEB_1, 1, UP);
    see("oldWorker", new Slot(WORKER, 1), 1, UP);
    see("new", WEB_1, 2, UP);
    see("newWorker", new Slot(WORKER, 1), 2, BOOTING);
    assertEquals(List.of(), plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void scalingDownWithdrawsBeforeItStops() {
    published = serving("a", "b");
    see("a", WEB_1, 1, UP);
    see("b", new Slot(WEB, 2), 1, UP);
    assertEquals(
        List.of(publish(new Exposure.Serving(Set.of("a")))),
        plan(Optional.of(1L), Optional.empty()));
    published = serving("a");
    assertEquals(List.of(new Step.Stop("b")), plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void restartReplacesAnInstanceWithoutAGap() {
    formation = new Formation(formation.quantities(), Set.of(), Map.of(WEB_1, 1L), Map.of());
    published = serving("old");
    see("old", WEB_1, 1, UP);
    assertEquals(
        List.of(new Step.Start(WEB_1, new ReleaseVersion(1), 1)),
        plan(Optional.of(1L), Optional.empty()));
    instances.add(new SeenInstance("new", WEB_1, new ReleaseVersion(1), 1, UP));
    assertEquals(
        List.of(publish(new Exposure.Serving(Set.of("new")))),
        plan(Optional.of(1L), Optional.empty()));
    published = serving("new");
    assertEquals(List.of(new Step.Stop("old")), plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void crashedInstanceIsReapedAndItsAppSaysSoUntilItIsBack() {
    published = serving("a");
    see("a", WEB_1, 1, new Health.Failed("exited"));
    List<Step> steps =
        Planner.plan(
            wanted(Optional.of(1L), Optional.empty()),
            new Seen(instances, published, Set.of(WEB_1)));
    assertTrue(steps.contains(new Step.Reap("a")));
    instances.clear();
    assertEquals(
        List.of(publish(new Exposure.Crashed())),
        Planner.plan(
            wanted(Optional.of(1L), Optional.empty()),
            new Seen(instances, published, Set.of(WEB_1))));
  }

  @Test
  void nothingIsStoppedUntilTheRouterHasAnswered() {
    see("old", WEB_1, 1, UP);
    see("new", WEB_1, 2, UP);
    assertEquals(
        List.of(publish(new Exposure.Serving(Set.of("new")))),
        plan(Optional.of(2L), Optional.empty()));
  }

  @Test
  void aSurgeOfOneReplacesSlotAfterSlot() {
    surge = Map.of(WEB, 1);
    formation = scaled(Map.of(WEB, 2));
    Slot second = new Slot(WEB, 2);
    published = serving("old1", "old2");
    see("old1", WEB_1, 1, UP);
    see("old2", second, 1, UP);
    assertEquals(List.of(start(WEB_1, 2)), plan(Optional.of(1L), Optional.of(2L)));
    see("new1", WEB_1, 2, BOOTING);
    assertEquals(List.of(), plan(Optional.of(1L), Optional.of(2L)));
    instances.removeLast();
    see("new1", WEB_1, 2, UP);
    assertEquals(
        List.of(publish(new Exposure.Serving(Set.of("new1", "old2")))),
        plan(Optional.of(1L), Optional.of(2L)));
    published = serving("new1", "old2");
    assertEquals(List.of(new Step.Stop("old1")), plan(Optional.of(1L), Optional.of(2L)));
    instances.removeFirst();
    assertEquals(List.of(start(second, 2)), plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void aFailureInTheMiddleOfASurgeBringsTheOldOnesBack() {
    surge = Map.of(WEB, 1);
    formation = scaled(Map.of(WEB, 2));
    Slot second = new Slot(WEB, 2);
    published = serving("new1", "old2");
    see("new1", WEB_1, 2, UP);
    see("old2", second, 1, UP);
    see("new2", second, 2, new Health.Failed("no port"));
    List<Step> steps = plan(Optional.of(1L), Optional.of(2L));
    assertTrue(steps.contains(start(WEB_1, 1)), steps.toString());
    assertTrue(steps.contains(new Step.Fail(new ReleaseVersion(2), "no port")), steps.toString());
    assertTrue(!steps.contains(new Step.Stop("old2")), steps.toString());
  }

  @Test
  void aRestartKeepsToTheSurge() {
    surge = Map.of(WEB, 1);
    formation =
        new Formation(
            new TreeMap<>(Map.of(WEB, 2)),
            Set.of(),
            Map.of(WEB_1, 1L, new Slot(WEB, 2), 1L),
            Map.of());
    published = serving("old1", "old2");
    see("old1", WEB_1, 1, UP);
    see("old2", new Slot(WEB, 2), 1, UP);
    assertEquals(
        List.of(new Step.Start(WEB_1, new ReleaseVersion(1), 1)),
        plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void appWithoutAReleaseIsBlankAndOneWithoutWebSaysSo() {
    assertEquals(List.of(publish(new Exposure.Blank())), plan(Optional.empty(), Optional.empty()));
    formation = scaled(Map.of(WEB, 0));
    assertEquals(List.of(publish(new Exposure.NoWeb())), plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void asleepIsShownOnlyWhileThereIsAWebProcessWithoutAnyInstance() {
    sleeps = true;
    published = serving("a");
    see("a", WEB_1, 1, UP);
    assertEquals(List.of(), plan(Optional.of(1L), Optional.empty()));
    formation = scaled(Map.of(WEB, 0));
    assertEquals(
        List.of(publish(new Exposure.Sleeping())), plan(Optional.of(1L), Optional.empty()));
    published = Optional.of(Exposures.web(new Exposure.Sleeping()));
    assertEquals(List.of(new Step.Stop("a")), plan(Optional.of(1L), Optional.empty()));
    formation =
        new Formation(scaled(Map.of(WEB, 1)).quantities(), Set.of(WEB_1), Map.of(), Map.of());
    assertTrue(
        plan(Optional.of(1L), Optional.empty()).contains(publish(new Exposure.NoWeb())),
        "stopped by hand");
  }

  @Test
  void wakingLetsRequestsGoOnWaiting() {
    sleeps = true;
    published = Optional.of(Exposures.web(new Exposure.Sleeping()));
    assertEquals(
        List.of(start(WEB_1, 1), publish(new Exposure.Booting())),
        plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void anotherProcessTypeIsRoutedWhenARouteNamesIt() {
    routed = Set.of(WEB, WORKER);
    formation = scaled(Map.of(WEB, 1, WORKER, 2));
    see("web", WEB_1, 1, UP);
    see("one", new Slot(WORKER, 1), 1, UP);
    see("two", new Slot(WORKER, 2), 1, BOOTING);
    assertEquals(
        List.of(
            new Step.Publish(
                both(new Exposure.Serving(Set.of("web")), new Exposure.Serving(Set.of("one"))))),
        plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void routedTypeThatIsScaledToZeroSaysSoAndStopsOnlyOnceNobodyIsLedToIt() {
    routed = Set.of(WEB, WORKER);
    see("web", WEB_1, 1, UP);
    see("one", new Slot(WORKER, 1), 1, UP);
    Exposure web = new Exposure.Serving(Set.of("web"));
    published = Optional.of(both(web, new Exposure.Serving(Set.of("one"))));
    assertEquals(
        List.of(new Step.Publish(both(web, new Exposure.NoWeb()))),
        plan(Optional.of(1L), Optional.empty()));
    published = Optional.of(both(web, new Exposure.NoWeb()));
    assertEquals(List.of(new Step.Stop("one")), plan(Optional.of(1L), Optional.empty()));
  }

  private static Exposures both(Exposure web, Exposure worker) {
    return new Exposures(new TreeMap<>(Map.of(WEB, web, WORKER, worker)));
  }

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

  private void serveThree() {
    formation = scaled(Map.of(WEB, 3, WORKER, formation.quantity(WORKER)));
    published = serving("a", "b", "c");
    see("a", WEB_1, 1, UP);
    see("b", new Slot(WEB, 2), 1, UP);
    see("c", new Slot(WEB, 3), 1, UP);
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

  private List<Step> plan(Optional<Long> serving, Optional<Long> candidate) {
    return Planner.plan(wanted(serving, candidate), new Seen(instances, published, Set.of()));
  }

  private Wanted wanted(Optional<Long> serving, Optional<Long> candidate) {
    return new Wanted(
        revision(serving), revision(candidate), trial, routed, formation, false, sleeps, surge);
  }

  private static Optional<Revision> revision(Optional<Long> version) {
    return version.map(
        v -> new Revision(new ReleaseVersion(v), new TreeSet<>(Set.of(WEB, WORKER))));
  }

  private void see(String id, Slot slot, long version, Health health) {
    instances.add(new SeenInstance(id, slot, new ReleaseVersion(version), 0, health));
  }

  private static Step start(Slot slot, long version) {
    return new Step.Start(slot, new ReleaseVersion(version), 0);
  }

  private static Step publish(Exposure exposure) {
    return new Step.Publish(Exposures.web(exposure));
  }

  private static Optional<Exposures> serving(String... ids) {
    return Optional.of(Exposures.web(new Exposure.Serving(Set.of(ids))));
  }

  private static Formation scaled(Map<ProcessType, Integer> quantities) {
    return new Formation(new TreeMap<>(quantities), Set.of(), Map.of(), Map.of());
  }
}
