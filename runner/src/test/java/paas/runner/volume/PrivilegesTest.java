package paas.runner.volume;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrivilegesTest {
  @Test
  void whatTheKernelLetsThisProcessDoIsReadOfItsEffectiveCapabilities() {
    assertTrue(Privileges.sysResource("Name:\tjava\nCapEff:\t000001ffffffffff\n"));
    assertFalse(Privileges.sysResource("CapPrm:\t000001ffffffffff\nCapEff:\t000001fffeffffff\n"));
    assertFalse(Privileges.sysResource("Name:\tjava\n"));
  }
}
