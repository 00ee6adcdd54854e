package paas.platform.formation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Rejected;

class UlimitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "none none",
        "nofile=65536 nofile=65536",
        "nofile=65536:65536 nofile=65536",
        "NoFile=64:128,core=0 nofile=64:128,core=0",
        "memlock=-1,stack=262144:unlimited memlock=unlimited,stack=262144:unlimited",
        "fsize=0 fsize=0"
      })
  void whatIsShownIsReadAgainAsTheSame(String given, String shown) {
    Ulimits read = Ulimits.parse(given);

    assertEquals(shown, read.toString());
    assertEquals(read, Ulimits.parse(shown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nofile",
        "nofile=",
        "nofile=1k",
        "nofile=-2",
        "nofile=64:",
        "nofile=64:128:256",
        "nofile=63",
        "nofile=128:64",
        "nofile=unlimited",
        "stack=4096",
        "core=unlimited:0",
        "nofile=64,,core=0",
        "nofile=64,nofile=64",
        "nofile=9999999999999999999999",
        "rtprio=99",
        "core=0\u0000"
      })
  void anythingElseIsRefused(String text) {
    assertThrows(Rejected.class, () -> Ulimits.parse(text));
  }

  @Test
  void limitsThatCountOverAllAppsAreRefusedWithWhatIsMeant() {
    Rejected refused = assertThrows(Rejected.class, () -> Ulimits.parse("nproc=64"));
    assertTrue(refused.getMessage().contains("web=512m:256pids"), refused.getMessage());
  }

  @Test
  void whatTheMachineDoesNotAllowIsRefusedWithItsNumber() {
    var most = new HardLimits(Map.of(Ulimit.Kind.NOFILE, 20_000L, Ulimit.Kind.MEMLOCK, 65_536L));

    Rejected refused =
        assertThrows(Rejected.class, () -> most.require(Ulimits.parse("core=0,nofile=64:20001")));

    assertTrue(
        refused.getMessage().startsWith("nofile cannot be 20001: this machine allows 20000"));
    assertThrows(Rejected.class, () -> most.require(Ulimits.parse("memlock=0:unlimited")));
    assertDoesNotThrow(() -> most.require(Ulimits.parse("nofile=20000,core=unlimited")));
  }
}
