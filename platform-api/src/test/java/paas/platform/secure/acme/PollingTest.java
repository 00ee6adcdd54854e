package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;

class PollingTest {
  private static final Polling SOON = new Polling(Duration.ofMillis(1));

  /** Valid at the third look; what the authority says of time is off by this much. */
  private static final class Order implements PollableResource {
    private final Duration off;
    private int looks;

    Order(Duration off) {
      this.off = off;
    }

    @Override
    public Status getStatus() {
      return looks < 3 ? Status.PROCESSING : Status.VALID;
    }

    @Override
    public Optional<Instant> fetch() {
      looks++;
      return Optional.of(Instant.now().plus(off));
    }
  }

  @Test
  void clocksThatDifferAndPausesOfADayKeepNothingFromBeingSeen() throws Exception {
    for (Duration off : new Duration[] {Duration.ofMinutes(-5), Duration.ofDays(1)}) {
      assertEquals(
          Status.VALID, SOON.await(new Order(off), Set.of(Status.VALID), Duration.ofMinutes(1)));
    }
  }

  @Test
  void whatDoesNotEndIsGivenUpWithWhereItIs() {
    AcmeException late =
        assertThrows(
            AcmeException.class,
            () ->
                SOON.await(
                    new Order(Duration.ZERO), Set.of(Status.INVALID), Duration.ofMillis(20)));
    assertTrue(String.valueOf(late.getMessage()).contains("is still"), late.toString());
  }
}
