package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import paas.platform.formation.HostMemory;

class ProcMeminfoTest {
  @Test
  void totalAndAvailableAreReadInMebibytes() {
    assertEquals(
        new HostMemory(4096, 2048),
        ProcMeminfo.parse(
            List.of(
                "MemTotal:        4194304 kB",
                "MemFree:          123456 kB",
                "MemAvailable:    2097152 kB")));
  }

  @Test
  void thisMachineHasSome() {
    HostMemory memory = new ProcMeminfo().read();

    assertTrue(memory.available() > 0 && memory.available() < memory.total());
  }
}
