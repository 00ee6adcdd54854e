package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    InstanceViews views =
        new InstanceViews(List.of(), Formation.EMPTY, List.of(seen), Map.of(), Instant.EPOCH);
    return views.views().stream().map(InstanceView::container).toList();
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
