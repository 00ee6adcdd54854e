package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

class InstanceViewsTest {
  private static final Health UP = new Health.Up();
  private static final Health DEAD = new Health.Failed("it exited");

  private static SeenInstance seen(
      String id, int ordinal, long version, long epoch, Health health) {
    Slot slot = new Slot(ProcessType.WEB, ordinal);
    return new SeenInstance(id, slot, new ReleaseVersion(version), epoch, health);
  }

  private static List<String> shown(SeenInstance... seen) {
    return views(Formation.EMPTY, Set.of(), seen).views().stream()
        .map(InstanceView::container)
        .toList();
  }

  private static InstanceViews views(Formation formation, Set<Slot> cooling, SeenInstance... seen) {
    return new InstanceViews(
        List.of(),
        formation,
        List.of(seen),
        Map.of(),
        Instant.EPOCH,
        Optional.of(new ReleaseVersion(3)),
        cooling);
  }

  @Test
  void aWantedSlotThatCannotBeStartedIsShownAsCrashed() {
    Formation three = Formation.EMPTY.with(ProcessType.WEB, 3);
    Set<Slot> cooling =
        Set.of(
            new Slot(ProcessType.WEB, 1),
            new Slot(ProcessType.WEB, 2),
            new Slot(ProcessType.WEB, 4));

    List<String> shown =
        views(three, cooling, seen("a", 1, 3, 0, DEAD), seen("c", 3, 3, 0, UP)).views().stream()
            .map(view -> view.slot() + " " + view.state() + " " + view.container())
            .toList();

    assertEquals(List.of("web.1 crashed a", "web.2 crashed ", "web.3 up c"), shown);
  }

  @Test
  void theDeadThatANewerOneFollowsAreNotShown() {
    assertEquals(List.of("b"), shown(seen("a", 1, 2, 0, DEAD), seen("b", 1, 3, 0, UP)));
    assertEquals(List.of("b"), shown(seen("a", 1, 2, 0, DEAD), seen("b", 1, 2, 1, UP)));
  }

  @Test
  void theDeadOfACandidateOrOfAnotherSlotAre() {
    assertEquals(List.of("b", "a"), shown(seen("a", 1, 3, 0, DEAD), seen("b", 1, 2, 0, UP)));
    assertEquals(List.of("a", "b"), shown(seen("a", 1, 2, 0, DEAD), seen("b", 2, 2, 0, UP)));
    assertEquals(
        List.of("a", "b"),
        shown(seen("a", 1, 2, 0, DEAD), seen("b", 1, 3, 0, new Health.Booting())));
  }
}
