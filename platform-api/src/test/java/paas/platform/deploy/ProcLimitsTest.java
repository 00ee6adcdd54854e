package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import paas.platform.formation.HardLimits;
import paas.platform.formation.Ulimit;
import paas.platform.formation.Ulimits;

class ProcLimitsTest {
  private static final List<String> LINES =
      List.of(
          "Limit                     Soft Limit           Hard Limit           Units     ",
          "Max file size             unlimited            unlimited            bytes     ",
          "Max stack size            8388608              unlimited            bytes     ",
          "Max core file size        0                    1048576              bytes     ",
          "Max open files            1024                 20000                files     ",
          "Max locked memory         8388608              8388608              bytes     ",
          "Max nice priority         0                    0                    ");

  @Test
  void theHardLimitsOfThisProcessAreTheMostThatOthersGet() {
    assertEquals(
        new HardLimits(
            Map.of(
                Ulimit.Kind.CORE, 1_048_576L,
                Ulimit.Kind.NOFILE, 20_000L,
                Ulimit.Kind.MEMLOCK, 8_388_608L)),
        ProcLimits.parse(LINES, 1_048_576));
  }

  @Test
  void theKernelAllowsNoMoreFilesThanItsOwnBound() {
    assertEquals(5000L, ProcLimits.parse(LINES, 5000).most().get(Ulimit.Kind.NOFILE));
  }

  @Test
  void thisMachineAllowsAtLeastWhatThisProcessHas() {
    assertDoesNotThrow(() -> new ProcLimits().read().require(Ulimits.parse("nofile=64")));
  }
}
