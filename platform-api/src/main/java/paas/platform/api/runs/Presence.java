package paas.platform.api.runs;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the user of an attached run may, and can, still be there. A right
 * that cannot be found out for a while counts as none: a shell must not outlive it because the
 * store is away. Owns one thread.
 */
final class Presence {
  /** Throws when the client is gone. Returns at once, or nobody would look after the user. */
  @FunctionalInterface
  interface Ping {
    void send() throws IOException;
  }

  static final String ENDED = "Your token was revoked, or your part in the app was ended.";
  static final String UNKNOWN =
      "The run was hung up: the platform's store did not answer, so it could not be checked whether"
          + " your token is still valid. Run the command again once `paas apps` answers.";

  /** In a row; at the usual pace half a minute, in which a database restarts. */
  static final int MOST_FAILURES = 6;

  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final BooleanSupplier allowed;
  private final Ping ping;
  private final Consumer<Optional<String>> over;
  private final Duration pace;
  private final Thread thread;

  /** Instead of an interrupt, which in the middle of a look could close H2's file. */
  private final CountDownLatch end = new CountDownLatch(1);

  private int failures; // the thread's alone

  /**
   * {@code over} is told once when the user is to go, with the reason; without one where the client
   * is gone already.
   */
  Presence(
      String name,
      BooleanSupplier allowed,
      Ping ping,
      Consumer<Optional<String>> over,
      Duration pace) {
    this.allowed = allowed;
    this.ping = ping;
    this.over = over;
    this.pace = pace;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Begins. Call once. */
  void start() {
    thread.start();
  }

  /** The run is over. Returns at once; a look that goes on is not disturbed. */
  void end() {
    end.countDown();
  }

  private void run() {
    try {
      while (stands()) {
        if (end.await(pace.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        ping.send();
      }
      over.accept(Optional.of(failures == 0 ? ENDED : UNKNOWN));
    } catch (IOException e) {
      over.accept(Optional.empty());
    } catch (InterruptedException e) {
      LOG.debug("{} is interrupted, and ends", thread.getName());
    }
  }

  private boolean stands() {
    try {
      boolean stands = allowed.getAsBoolean();
      failures = 0;
      return stands;
    } catch (RuntimeException | Error e) {
      // Whatever it was: nobody else would look after the user any more.
      failures++;
      LOG.warn("{} could not look, {} times in a row", thread.getName(), failures, e);
      return failures < MOST_FAILURES;
    }
  }
}
