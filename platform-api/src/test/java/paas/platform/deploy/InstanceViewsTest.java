package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.plan.Cause;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

class InstanceViewsTest {
  private static final Cause NO_IMAGE = Cause.of("web.2 could not be started: no image.");
  private static final Crash CRASHED =
      new Crash(1, Instant.parse("2026-11-20T10:00:00Z"), NO_IMAGE, true);
  private static final Health UP = new Health.Up();
  private static final Health DEAD = new Health.Failed("it exited");

  private static SeenInstance seen(
      String id, int ordinal, long version, long epoch, Health health) {
    Slot slot = new Slot(ProcessType.WEB, ordinal);
    return new SeenInstance(id, slot, new ReleaseVersion(version), epoch, health);
  }

  private static List<String> shown(SeenInstance... seen) {
    return views(Formation.EMPTY, Map.of(), seen).views().stream()
        .map(InstanceView::container)
        .toList();
  }

  private static InstanceViews views(
      Formation formation, Map<Slot, Crash> cooling, SeenInstance... seen) {
    return new InstanceViews(
        List.of(),
        formation,
        List.of(seen),
        Map.of(),
        Instant.EPOCH,
        new InstanceViews.Waiting(
            "shop",
            Optional.of(new ReleaseVersion(3)),
            Optional.of(new ReleaseVersion(4)),
            cooling));
  }

  @Test
  void aWantedSlotThatCannotBeStartedIsShownAsCrashed() {
    Formation three = Formation.EMPTY.with(ProcessType.WEB, 3);
    Map<Slot, Crash> cooling =
        Map.of(
            new Slot(ProcessType.WEB, 1),
            CRASHED,
            new Slot(ProcessType.WEB, 2),
            CRASHED,
            new Slot(ProcessType.WEB, 4),
            CRASHED);

    List<String> shown =
        views(three, cooling, seen("a", 1, 3, 0, DEAD), seen("c", 3, 3, 0, UP)).views().stream()
            .map(view ->
                view.slot() + " " + view.state() + " " + view.since() + " " + view.container())
            .toList();

    assertEquals(
        List.of(
            "web.1 crashed 1970-01-01T00:00:00Z a",
            "web.2 crashed 2026-11-20T10:00:00Z ",
            "web.3 up 1970-01-01T00:00:00Z c"),
        shown);
  }

  @Test
  void whatIsCrashedSaysWhyWhetherItsContainerIsThereOrNot() {
    Formation three = Formation.EMPTY.with(ProcessType.WEB, 3);
    Cause exit = new Cause("web.1 exited with status 3.", Optional.empty(), OptionalInt.of(3));
    Health dead = new Health.Failed(exit, "Its last lines:\n  a secret");
    Map<Slot, Crash> cooling =
        Map.of(new Slot(ProcessType.WEB, 2), CRASHED, new Slot(ProcessType.WEB, 3), CRASHED);

    List<Optional<Cause>> told =
        views(three, cooling, seen("a", 1, 3, 0, dead), seen("c", 3, 3, 0, UP)).views().stream()
            .map(InstanceView::crash)
            .toList();

    assertEquals(List.of(Optional.of(exit), Optional.of(NO_IMAGE), Optional.empty()), told);
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
