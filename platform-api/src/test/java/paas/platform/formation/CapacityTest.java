package paas.platform.formation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Rejected;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;

class CapacityTest {
  private static final ProcessType WEB = ProcessType.WEB;
  private static final Capacity CAPACITY = new Capacity(new HostMemory(4_000, 1_100), 512);
  private static final Formation ONE =
      new Formation(new TreeMap<>(Map.of(WEB, 1)), Set.of(), Map.of(), Map.of());

  private static final Companions NONE = Companions.NONE;

  private static Companions canary(int percent) {
    return new Companions(Set.of(WEB), Optional.of(new Percent(percent)));
  }

  private static Formation running(int quantity) {
    return ONE.with(WEB, quantity);
  }

  private static ProcessSettings sized(String size) {
    return ProcessSettings.DEFAULT.with(Size.parse(size));
  }

  @Test
  void onlyWhatIsAddedCounts() {
    assertDoesNotThrow(() -> CAPACITY.require(ONE, Map.of(WEB, 3), Map.of(), NONE));
    assertDoesNotThrow(() -> CAPACITY.require(ONE, Map.of(WEB, 0), Map.of(), NONE));
    assertThrows(Rejected.class, () -> CAPACITY.require(ONE, Map.of(WEB, 4), Map.of(), NONE));
  }

  @Test
  void theRefusalHasTheNumbersAndWhatToDo() {
    Rejected refused =
        assertThrows(Rejected.class, () -> CAPACITY.require(ONE, Map.of(WEB, 10), Map.of(), NONE));

    assertEquals(
        "This machine has no room for that: 9 more of web at up to 512 MB, 4,608 MB together, and"
            + " 1,100 of its 4,000 MB are available. Choose fewer, or a smaller size (paas ps:type"
            + " web=small), or scale with --force.",
        refused.getMessage());
  }

  @Test
  void aOneOffCountsLikeAnInstance() {
    assertDoesNotThrow(() -> CAPACITY.requireOneOff(1_100));
    Rejected refused = assertThrows(Rejected.class, () -> CAPACITY.requireOneOff(4_096));

    assertEquals(
        "This machine has no room for that: a one-off of up to 4,096 MB, and 1,100 of its 4,000 MB"
            + " are available. Choose a smaller size (paas run --size micro), or stop something"
            + " first (paas ps, paas run:list).",
        refused.getMessage());
  }

  @Test
  void whatRunningOneOffsMayStillTakeIsNotAvailable() {
    Capacity less = new Capacity(new HostMemory(4_000, 1_100).promising(1_000), 512);

    String refused =
        assertThrows(Rejected.class, () -> less.require(ONE, Map.of(WEB, 2), Map.of(), NONE))
            .getMessage();

    assertTrue(
        refused.contains(
            "and 100 of its 4,000 MB are available (running one-offs may take 1,000 more)."),
        refused);
  }

  @Test
  void theSizeThatIsSetWithItIsTheOneThatCounts() {
    assertDoesNotThrow(
        () -> CAPACITY.require(ONE, Map.of(WEB, 10), Map.of(WEB, sized("100m")), NONE));
  }

  @Test
  void oneInstanceCannotHaveMoreThanTheMachine() {
    Rejected refused =
        assertThrows(
            Rejected.class, () -> CAPACITY.require(ONE, Map.of(), Map.of(WEB, sized("4g")), NONE));

    assertEquals(
        "web cannot have 4,096 MB for each instance: this machine has 4,000 MB in all.",
        refused.getMessage());
  }

  @Test
  void aCanaryGrowsWithWhatItStandsBeside() {
    assertDoesNotThrow(() -> CAPACITY.require(ONE, Map.of(WEB, 2), Map.of(), canary(50)));
    Rejected refused =
        assertThrows(
            Rejected.class,
            () -> CAPACITY.require(running(2), Map.of(WEB, 4), Map.of(), canary(50)));

    assertEquals(
        "This machine has no room for that: 3 more of web (1 of them the canary's) at up to 512 MB,"
            + " 1,536 MB together, and 1,100 of its 4,000 MB are available. Choose fewer, or a"
            + " smaller size (paas ps:type web=small), or scale with --force.",
        refused.getMessage());
  }

  @Test
  void aCanaryNeedsRoomForItsPartOfWhatRuns() {
    assertDoesNotThrow(() -> CAPACITY.requireCanary(running(4), NONE, running(4), canary(50)));
    assertDoesNotThrow(
        () -> CAPACITY.requireCanary(running(4), canary(50), running(4), canary(10)));
    assertDoesNotThrow(
        () -> CAPACITY.requireCanary(running(4), canary(50), running(4), canary(99)));
    Rejected refused =
        assertThrows(
            Rejected.class, () -> CAPACITY.requireCanary(running(4), NONE, running(4), canary(51)));

    assertEquals(
        "This machine has no room for that: 3 more of web (3 of them the canary's) at up to 512 MB,"
            + " 1,536 MB together, and 1,100 of its 4,000 MB are available. Choose a smaller part of"
            + " the requests, or a smaller size (paas ps:type web=small), or stop something first"
            + " (paas ps).",
        refused.getMessage());
  }

  @Test
  void whatIsWokenBesideACanaryNeedsRoomToo() {
    Formation asleep = running(0);
    assertDoesNotThrow(() -> CAPACITY.requireCanary(asleep, NONE, ONE, canary(10)));
    Rejected refused =
        assertThrows(
            Rejected.class, () -> CAPACITY.requireCanary(asleep, NONE, running(2), canary(10)));

    assertTrue(
        refused
            .getMessage()
            .contains("3 more of web (1 of them the canary's) at up to 512 MB, 1,536 MB together"),
        refused.getMessage());
  }

  @Test
  void stoppedInstancesHaveNoneBesideThem() {
    Formation stopped =
        new Formation(
            new TreeMap<>(Map.of(WEB, 2)),
            Set.of(new Slot(WEB, 1), new Slot(WEB, 2)),
            Map.of(),
            Map.of());

    assertTrue(canary(99).isNobody(stopped));
    assertFalse(canary(1).isNobody(ONE));
  }

  @Test
  void theRoomForMoreIsSharedWithTheCanary() {
    assertEquals(2, CAPACITY.room(ONE, WEB, NONE).instances());
    assertEquals(1, CAPACITY.room(running(2), WEB, canary(50)).instances());
    assertEquals(2, CAPACITY.room(running(5), WEB, canary(1)).instances());
  }
}
