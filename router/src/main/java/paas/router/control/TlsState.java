package paas.router.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.control.tls.TlsCodec;
import paas.router.tls.TlsTable;

/**
 * Which certificates the link wants the router to have, and which it has. The router opens with the
 * generation that it has in force; what is wanted is then sent under a higher one.
 */
final class TlsState {
  private static final Logger log = LoggerFactory.getLogger(TlsState.class);

  private final Path socket;

  /** Guards all below; never held across I/O. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private @Nullable FrameChannel session;
  private @Nullable TlsTable wanted;
  private long published;
  private long inForce;
  private long lastGeneration;
  private String trouble = "it was never reached";

  TlsState(Path socket) {
    this.socket = socket;
  }

  /** The router has this generation in force: its first word on a connection, or its answer. */
  void inForce(FrameChannel channel, long generation) {
    next(channel, generation).ifPresent(table -> send(channel, table));
  }

  private Optional<TlsTable> next(FrameChannel channel, long generation) {
    lock.lock();
    try {
      boolean first = session != channel;
      session = channel;
      lastGeneration = Math.max(lastGeneration, generation);
      if (wanted == null) {
        return Optional.empty();
      }
      if (first) {
        wanted = wanted.at(++lastGeneration);
        return Optional.of(wanted);
      }
      if (generation >= wanted.generation()) {
        inForce = published;
        changed.signalAll();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  void disconnected(String why) {
    lock.lock();
    try {
      session = null;
      trouble = why;
    } finally {
      lock.unlock();
    }
  }

  void publish(TlsTable table, Duration deadline) {
    // What cannot be written must not become what every new connection is greeted with.
    TlsCodec.encode(table);
    long until = System.nanoTime() + deadline.toNanos();
    long mine;
    TlsTable next;
    FrameChannel channel;
    lock.lock();
    try {
      next = table.at(++lastGeneration);
      wanted = next;
      mine = ++published;
      channel = session;
    } finally {
      lock.unlock();
    }
    if (channel != null) {
      send(channel, next);
    }
    await(mine, until, deadline);
  }

  private void await(long mine, long until, Duration deadline) {
    lock.lock();
    try {
      while (inForce < mine) {
        long remaining = until - System.nanoTime();
        if (remaining <= 0) {
          throw new RouterUnavailable(
              "The router did not take the certificates within %d ms: %s. Is paas-router running (socket %s)?"
                  .formatted(
                      deadline.toMillis(),
                      session == null ? trouble : "it is connected but does not answer",
                      socket));
        }
        changed.await(remaining, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterUnavailable("Interrupted while waiting for the router", e);
    } finally {
      lock.unlock();
    }
  }

  private static void send(FrameChannel channel, TlsTable table) {
    try {
      channel.write(new Frame.PutTls(table));
    } catch (IOException e) {
      // The reader of this connection sees the same end, reconnects, and sends the table again.
      log.debug("The router went away while it was told", e);
    }
  }
}
