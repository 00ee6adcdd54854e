package paas.platform.formation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;

class CapacityTest {
  private static final ProcessType WEB = ProcessType.WEB;
  private static final Capacity CAPACITY = new Capacity(new HostMemory(4_000, 1_100), 512);
  private static final Formation ONE =
      new Formation(new TreeMap<>(Map.of(WEB, 1)), Set.of(), Map.of(), Map.of());

  private static ProcessSettings sized(String size) {
    return ProcessSettings.DEFAULT.with(Size.parse(size));
  }

  @Test
  void onlyWhatIsAddedCounts() {
    assertDoesNotThrow(() -> CAPACITY.require(ONE, Map.of(WEB, 3), Map.of()));
    assertDoesNotThrow(() -> CAPACITY.require(ONE, Map.of(WEB, 0), Map.of()));
    assertThrows(Rejected.class, () -> CAPACITY.require(ONE, Map.of(WEB, 4), Map.of()));
  }

  @Test
  void theRefusalHasTheNumbersAndWhatToDo() {
    Rejected refused =
        assertThrows(Rejected.class, () -> CAPACITY.require(ONE, Map.of(WEB, 10), Map.of()));

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
        assertThrows(Rejected.class, () -> less.require(ONE, Map.of(WEB, 2), Map.of()))
            .getMessage();

    assertTrue(
        refused.contains(
            "and 100 of its 4,000 MB are available (running one-offs may take 1,000 more)."),
        refused);
  }

  @Test
  void theSizeThatIsSetWithItIsTheOneThatCounts() {
    assertDoesNotThrow(() -> CAPACITY.require(ONE, Map.of(WEB, 10), Map.of(WEB, sized("100m"))));
  }

  @Test
  void oneInstanceCannotHaveMoreThanTheMachine() {
    Rejected refused =
        assertThrows(
            Rejected.class, () -> CAPACITY.require(ONE, Map.of(), Map.of(WEB, sized("4g"))));

    assertEquals(
        "web cannot have 4,096 MB for each instance: this machine has 4,000 MB in all.",
        refused.getMessage());
  }
}
