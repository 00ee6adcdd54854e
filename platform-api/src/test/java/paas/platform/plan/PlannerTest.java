package paas.platform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

class PlannerTest extends PlanScene {
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
    assertTrue(planAfterCrashes(Map.of(WEB_1, 2)).contains(new Step.Reap("a")));
    instances.clear();
    assertEquals(List.of(publish(new Exposure.Crashed())), planAfterCrashes(Map.of(WEB_1, 2)));
  }

  @Test
  void aDeadInstanceThatStaysKeepsNoOtherFromItsSlot() {
    Health dead = new Health.Failed("exited").vacating(true);
    published = Optional.of(Exposures.web(new Exposure.Booting()));
    see("b", WEB_1, 1, dead);
    assertEquals(
        List.of(start(WEB_1, 1), new Step.Reap("b")), plan(Optional.of(1L), Optional.empty()));
    for (String id : List.of("a", "c")) {
      see(id, WEB_1, 1, BOOTING);
      assertEquals(List.of(new Step.Reap("b")), plan(Optional.of(1L), Optional.empty()));
      instances.removeLast();
    }
  }

  @Test
  void anInstanceThatBootsCountsBeforeOneThatFailed() {
    published = Optional.of(Exposures.web(new Exposure.Booting()));
    see("a", WEB_1, 1, new Health.Failed("no port"));
    see("b", WEB_1, 1, BOOTING);
    assertEquals(List.of(new Step.Reap("a")), plan(Optional.of(1L), Optional.empty()));
  }

  @Test
  void requestsWaitForARestartAfterAFirstCrash() {
    published = serving("a");
    assertEquals(List.of(publish(new Exposure.Booting())), planAfterCrashes(Map.of(WEB_1, 1)));
  }

  @Test
  void requestsDoNotWaitForTheRestartOfAnotherProcessType() {
    published = serving("a");
    Map<Slot, Integer> crashes = Map.of(WEB_1, 2, new Slot(new ProcessType("worker"), 1), 1);
    assertEquals(List.of(publish(new Exposure.Crashed())), planAfterCrashes(crashes));
  }

  private List<Step> planAfterCrashes(Map<Slot, Integer> cooling) {
    return Planner.plan(
        wanted(Optional.of(1L), Optional.empty()), new Seen(instances, published, cooling));
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
    wakesTo = 1;
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
  void candidateOfASleepingAppComesUpBesideNobodyAndIsLiveOnceItIsRoutedTo() {
    wakesTo = 2;
    formation = scaled(Map.of(WEB, 0, WORKER, 0));
    Slot second = new Slot(WEB, 2);
    published = Optional.of(Exposures.web(new Exposure.Sleeping()));
    assertEquals(
        List.of(start(WEB_1, 2), start(second, 2)), plan(Optional.of(1L), Optional.of(2L)));
    see("a", WEB_1, 2, UP);
    see("b", second, 2, BOOTING);
    assertEquals(List.of(), plan(Optional.of(1L), Optional.of(2L)));
    instances.removeLast();
    see("b", second, 2, UP);
    assertEquals(
        List.of(new Step.Publish(serving("a", "b").orElseThrow())),
        plan(Optional.of(1L), Optional.of(2L)));
    published = serving("a", "b");
    assertEquals(
        List.of(new Step.Succeed(new ReleaseVersion(2))), plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void candidateDoesNotWaitForASlotThatCoolsOffFromTheServingReleasesCrashes() {
    published = Optional.of(Exposures.web(new Exposure.Crashed()));
    Seen seen = new Seen(instances, published, Map.of(WEB_1, 9));
    assertEquals(
        List.of(start(WEB_1, 2), publish(new Exposure.Booting())),
        Planner.plan(wanted(Optional.of(1L), Optional.of(2L)), seen));
  }

  @Test
  void candidateOfASleepingAppThatFailsLeavesItAsleep() {
    wakesTo = 1;
    formation = scaled(Map.of(WEB, 0));
    published = Optional.of(Exposures.web(new Exposure.Sleeping()));
    see("a", WEB_1, 2, new Health.Failed("no port"));
    assertEquals(
        List.of(new Step.Fail(new ReleaseVersion(2), "no port"), new Step.Reap("a")),
        plan(Optional.of(1L), Optional.of(2L)));
  }

  @Test
  void candidateOfASleepingAppHasAllItsInstancesWithASurgeToo() {
    wakesTo = 3;
    surge = Map.of(WEB, 1);
    formation = scaled(Map.of(WEB, 0));
    published = Optional.of(Exposures.web(new Exposure.Sleeping()));
    assertEquals(3, plan(Optional.of(1L), Optional.of(2L)).size());
  }

  @Test
  void wakingLetsRequestsGoOnWaiting() {
    wakesTo = 1;
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
}
