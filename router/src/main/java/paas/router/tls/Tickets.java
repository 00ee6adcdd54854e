package paas.router.tls;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The keys by which one certificate's sessions are resumed. Whoever got hold of one could read what
 * was recorded of TLS 1.2 under it, so each is used for {@link #PERIOD}, and opens what it has
 * sealed for one period more. It is given up at the first handshake behind that.
 */
final class Tickets {
  static final Duration PERIOD = Duration.ofHours(12);

  /** Bytes each of the name, the HMAC key and the AES key of a session ticket. */
  private static final int PART = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final OpenSslServerSessionContext sessions;
  private final LongSupplier nanos;
  private OpenSslSessionTicketKey current = fresh();
  private volatile long since;

  /**
   * @param nanos a clock like {@link System#nanoTime}
   */
  Tickets(OpenSslServerSessionContext sessions, LongSupplier nanos) {
    this.sessions = sessions;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
    sessions.setTicketKeys(current);
  }

  /** To be called before each handshake: there is no need for a new key while there are none. */
  void keepFresh() {
    if (age() >= PERIOD.toNanos()) {
      change();
    }
  }

  private synchronized void change() {
    long age = age();
    if (age < PERIOD.toNanos()) {
      return; // another thread has
    }
    OpenSslSessionTicketKey former = current;
    current = fresh();
    if (age < 2 * PERIOD.toNanos()) {
      sessions.setTicketKeys(current, former);
    } else {
      sessions.setTicketKeys(current);
    }
    since = nanos.getAsLong();
  }

  private long age() {
    return nanos.getAsLong() - since;
  }

  private static OpenSslSessionTicketKey fresh() {
    byte[] key = new byte[3 * PART];
    RANDOM.nextBytes(key);
    return new OpenSslSessionTicketKey(part(key, 0), part(key, 1), part(key, 2));
  }

  private static byte[] part(byte[] key, int index) {
    return Arrays.copyOfRange(key, index * PART, (index + 1) * PART);
  }
}
