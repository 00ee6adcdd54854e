package paas.platform.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.autoscale.Situation;
import paas.platform.deploy.InstanceView;
import paas.platform.formation.Formation;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

class StandingTest {
  private static final ProcessType WEB = ProcessType.WEB;

  private final List<InstanceView> views = new ArrayList<>();
  private Set<Slot> stopped = Set.of();

  private void has(int ordinal, String state, String container) {
    views.add(
        new InstanceView(
            UUID.randomUUID(),
            new Slot(WEB, ordinal),
            state,
            new ReleaseVersion(3),
            Instant.EPOCH,
            "serve",
            Size.DEFAULT,
            container,
            Optional.empty(),
            Optional.empty()));
  }

  private Standing of(int quantity) {
    Formation formation =
        new Formation(new TreeMap<>(Map.of(WEB, quantity)), stopped, Map.of(), Map.of());
    return Standing.of(formation, WEB, views);
  }

  @Test
  void allThatAreUpAreSteady() {
    has(1, "up", "a");
    has(2, "up", "b");
    assertEquals(new Standing(Situation.STEADY, 0), of(2));
  }

  @Test
  void whatIsNotThereYetStarts() {
    has(1, "up", "a");
    assertEquals(Situation.STARTING, of(2).situation());
    has(2, "starting", "b");
    assertEquals(Situation.STARTING, of(2).situation());
  }

  @Test
  void whatWasStoppedByHandIsOut() {
    stopped = Set.of(new Slot(WEB, 1));
    has(2, "up", "b");
    assertEquals(new Standing(Situation.STEADY, 1), of(2));
  }

  /** Or one instance that crashes for hours would keep the others from getting help. */
  @Test
  void whatWaitsForItsNextStartIsOutAndNotStarting() {
    has(1, "up", "a");
    has(2, "crashed", "");
    assertEquals(new Standing(Situation.STEADY, 1), of(2));
  }

  @Test
  void aDeadContainerThatTheNextOneStandsBesideIsNotOut() {
    has(1, "up", "a");
    has(2, "crashed", "b");
    has(2, "up", "c");
    assertEquals(new Standing(Situation.STEADY, 0), of(2));
    views.removeLast();
    assertEquals(new Standing(Situation.STEADY, 1), of(2));
  }

  @Test
  void whereAllHaveCrashedNothingIsSteady() {
    has(1, "crashed", "");
    has(2, "crashed", "");
    assertEquals(Situation.STARTING, of(2).situation());
  }

  @Test
  void allStoppedIsNotAsleep() {
    assertEquals(Situation.STEADY, of(0).situation());
    stopped = Set.of(new Slot(WEB, 1));
    assertEquals(Situation.STOPPED, of(1).situation());
  }
}
