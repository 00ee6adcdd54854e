package paas.platform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ReleaseVersion;

/** A surge of 0: no instance starts beside one that it replaces, such as a database's. */
class StopFirstPlanTest extends PlanScene {
  private static final Optional<Long> FIRST = Optional.of(1L);
  private static final Optional<Long> SECOND = Optional.of(2L);

  @BeforeEach
  void oneServes() {
    surge = Map.of(WEB, 0);
    published = serving("old");
    see("old", WEB_1, 1, UP);
  }

  @Test
  void theOldOneLosesItsRequestsAndIsStoppedBeforeTheNewOneStarts() {
    assertEquals(List.of(publish(new Exposure.Booting())), plan(FIRST, SECOND));
    published = Optional.of(Exposures.web(new Exposure.Booting()));
    assertEquals(List.of(new Step.Stop("old")), plan(FIRST, SECOND));
    instances.clear();
    see("old", WEB_1, 1, new Health.Stopping());
    assertEquals(List.of(), plan(FIRST, SECOND), "it may write yet");
    instances.clear();
    assertEquals(List.of(start(WEB_1, 2)), plan(FIRST, SECOND));
    see("new", WEB_1, 2, BOOTING);
    assertEquals(List.of(), plan(FIRST, SECOND));
    instances.clear();
    see("new", WEB_1, 2, UP);
    assertEquals(List.of(publish(new Exposure.Serving(Set.of("new")))), plan(FIRST, SECOND));
    published = serving("new");
    assertEquals(List.of(new Step.Succeed(new ReleaseVersion(2))), plan(FIRST, SECOND));
  }

  @Test
  void allOldOnesEndBeforeTheFirstNewOneStarts() {
    formation = scaled(Map.of(WEB, 2));
    published = Optional.of(Exposures.web(new Exposure.Booting()));
    instances.clear();
    see("old2", new Slot(WEB, 2), 1, UP);
    assertEquals(List.of(new Step.Stop("old2")), plan(FIRST, SECOND));
    instances.clear();
    assertEquals(List.of(start(WEB_1, 2), start(new Slot(WEB, 2), 2)), plan(FIRST, SECOND));
  }

  @Test
  void aFailedOneIsGoneBeforeTheOldOneComesBack() {
    published = Optional.of(Exposures.web(new Exposure.Booting()));
    instances.clear();
    see("new", WEB_1, 2, new Health.Failed("no port"));
    List<Step> steps = plan(FIRST, SECOND);
    assertTrue(steps.contains(new Step.Fail(new ReleaseVersion(2), "no port")), steps.toString());
    assertTrue(steps.contains(new Step.Reap("new")), steps.toString());
    assertTrue(!steps.contains(start(WEB_1, 1)), "it may write yet: " + steps);
    instances.clear();
    assertEquals(List.of(start(WEB_1, 1)), plan(FIRST, Optional.empty()));
  }

  @Test
  void aRestartStopsFirstToo() {
    formation = new Formation(new TreeMap<>(Map.of(WEB, 1)), Set.of(), Map.of(WEB_1, 1L), Map.of());
    published = Optional.of(Exposures.web(new Exposure.Booting()));
    assertEquals(List.of(new Step.Stop("old")), plan(FIRST, Optional.empty()));
    instances.clear();
    assertEquals(
        List.of(new Step.Start(WEB_1, new ReleaseVersion(1), 1)), plan(FIRST, Optional.empty()));
  }

  @Test
  void othersOfTheTypeThatAreNotReplacedStay() {
    formation = new Formation(new TreeMap<>(Map.of(WEB, 2)), Set.of(), Map.of(WEB_1, 1L), Map.of());
    published = serving("second");
    see("second", new Slot(WEB, 2), 1, UP);
    assertEquals(List.of(new Step.Stop("old")), plan(FIRST, Optional.empty()));
    instances.removeFirst();
    assertEquals(
        List.of(new Step.Start(WEB_1, new ReleaseVersion(1), 1)), plan(FIRST, Optional.empty()));
  }

  @Test
  void anotherTypeIsReplacedAsEver() {
    formation = scaled(Map.of(WEB, 1, WORKER, 1));
    see("work", new Slot(WORKER, 1), 1, UP);
    surge = Map.of(WORKER, 0);
    assertEquals(List.of(start(WEB_1, 2), new Step.Stop("work")), plan(FIRST, SECOND));
  }
}
