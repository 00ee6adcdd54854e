package paas.platform;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.exceptions.BeanContextException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  @Test
  void aPartThatDoesNotEndHoldsUpTheEndOnlySoLong() {
    CountDownLatch never = new CountDownLatch(1);
    assertFalse(
        Paasd.endsWithin(
            Duration.ofMillis(20),
            () -> assertDoesNotThrow(() -> never.await(1, TimeUnit.MINUTES))));
    never.countDown();
    assertTrue(Paasd.endsWithin(Duration.ofMinutes(1), () -> {}));
  }
}
