package paas.platform.api.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed attempts by socket address (an IPv6 network of 64 bits counts as one), in windows
 * of a minute, for the most recent 10,000 addresses. Thread-safe.
 *
 * <p>It slows down who fails; a valid token is never refused, since many share one address (the
 * router's, for all who come through it), and 256 random bits are not guessed by trying.
 */
final class FailureLimiter {
  static final int FAILURES = 30;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ADDRESSES = 10_000;
  private static final int NETWORK_BYTES = 8;

  private record Window(Instant since, int failures) {}

  private final InstantSource clock;
  private final Map<ByteBuffer, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Window> eldest) {
          return size() > ADDRESSES;
        }
      };

  FailureLimiter(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns whether that was one too many. */
  synchronized boolean failed(InetAddress address) {
    Instant now = clock.instant();
    ByteBuffer key = network(address);
    Window window = windows.remove(key);
    if (window == null || !window.since().plus(WINDOW).isAfter(now)) {
      window = new Window(now, 0);
    }
    windows.put(key, new Window(window.since(), Math.min(window.failures(), FAILURES) + 1));
    return window.failures() >= FAILURES;
  }

  private static ByteBuffer network(InetAddress address) {
    byte[] bytes = address.getAddress();
    int length = address instanceof Inet6Address ? NETWORK_BYTES : bytes.length;
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
