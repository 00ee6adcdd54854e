package paas.platform.api.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FailureLimiterTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T00:00:00Z"));
  private final FailureLimiter limiter = new FailureLimiter(now::get);

  @Test
  void theThirtyFirstFailureInAMinuteIsOneTooMany() {
    exhaust("192.0.2.1");

    assertTrue(limiter.failed(address("192.0.2.1")));
  }

  @Test
  void otherAddressesAreNotConcerned() {
    exhaust("192.0.2.1");

    assertFalse(limiter.failed(address("192.0.2.2")));
  }

  @Test
  void anIpv6NetworkCountsAsOne() {
    exhaust("2001:db8::1");

    assertTrue(limiter.failed(address("2001:db8::ffff")));
    assertFalse(limiter.failed(address("2001:db8:0:1::1")));
  }

  @Test
  void aMinuteLaterItIsForgotten() {
    exhaust("192.0.2.1");
    now.set(now.get().plus(FailureLimiter.WINDOW));

    assertFalse(limiter.failed(address("192.0.2.1")));
  }

  private void exhaust(String address) {
    for (int i = 0; i < FailureLimiter.FAILURES; i++) {
      assertFalse(limiter.failed(address(address)));
    }
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
