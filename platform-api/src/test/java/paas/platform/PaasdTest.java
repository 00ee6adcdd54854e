package paas.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.context.exceptions.BeanContextException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Rejected;

class PaasdTest {
  @Test
  void badSettingIsSaidInItsOwnWords() {
    Throwable bad = Rejected.invalid("PAAS_X is 'y': set it to z.");
    Throwable injected = new BeanContextException("Error instantiating bean\nPath Taken: …", bad);
    assertEquals(
        "PAAS_X is 'y': set it to z.",
        Paasd.causes(new BeanContextException("Error instantiating another", injected)));
  }

  @Test
  void otherFailuresKeepAllTheirCausesEachOnce() {
    Throwable failure = new UncheckedIOException("Not kept", new IOException("Disk full"));
    assertEquals("Not kept — Disk full", Paasd.causes(failure));
    assertEquals("No bean", Paasd.causes(new BeanContextException("No bean")));
  }
}
