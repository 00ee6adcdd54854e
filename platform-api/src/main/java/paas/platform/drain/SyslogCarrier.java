package paas.platform.drain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.builder.fetch.Countdown;
import paas.builder.fetch.Wire;
import paas.platform.outbound.Outbound;
import paas.router.logs.LogLine;

/**
 * Sends lines over a TCP or TLS connection that stays open. TCP has no receipt: what was on its way
 * when the connection broke may be lost.
 */
final class SyslogCarrier implements Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogCarrier.class);
  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final Duration HANGS_UP = Duration.ofMillis(500);

  private final DrainUrl url;
  private final Outbound outbound;
  private final Duration hangsUp;

  /** The connection that is being made. */
  private CompletableFuture<Wire> coming = new CompletableFuture<>(); // guarded by this

  private @Nullable Wire connection; // guarded by this
  private boolean closed; // guarded by this

  SyslogCarrier(DrainUrl url, Outbound outbound) {
    this(url, outbound, HANGS_UP);
  }

  /**
   * @param hangsUp who has nobody behind them, as a balancer, hangs up within that time
   */
  SyslogCarrier(DrainUrl url, Outbound outbound, Duration hangsUp) {
    this.url = url;
    this.outbound = outbound;
    this.hangsUp = hangsUp;
  }

  @Override
  public void send(String host, String id, List<LogLine> lines) throws IOException {
    Wire wire = connected();
    Countdown countdown = Countdown.start(AT_MOST, () -> end(wire));
    try {
      wire.out().write(Frames.RFC_5424.of(host, lines));
      wire.out().flush();
    } catch (IOException e) {
      end(wire);
      throw countdown.isOver() ? new SocketTimeoutException() : e;
    } finally {
      countdown.stop();
    }
  }

  private Wire connected() throws IOException {
    Wire known = current();
    if (known != null) {
      return known;
    }
    Wire made = connect();
    synchronized (this) {
      if (closed) {
        made.close();
        throw closedMeanwhile();
      }
      connection = made;
    }
    CountDownLatch over = new CountDownLatch(1);
    Thread.ofVirtual().name("drain-reader").start(() -> awaitEnd(made, over));
    requireStay(over);
    return made;
  }

  /**
   * In a thread of its own: neither DNS nor a TLS that drags on ends by itself or by {@link
   * #close}.
   */
  private Wire connect() throws IOException {
    CompletableFuture<Wire> made = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        throw closedMeanwhile();
      }
      coming = made;
    }
    Thread connecting = Thread.ofVirtual().name("drain-connect").start(() -> connect(made));
    try {
      return made.orTimeout(AT_MOST.toNanos(), TimeUnit.NANOSECONDS).get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      made.cancel(false);
      connecting.interrupt();
    }
  }

  private void connect(CompletableFuture<Wire> made) {
    try {
      Wire wire = outbound.connect(url.host(), url.port(), url.encrypted());
      if (!made.complete(wire)) {
        wire.close();
      }
    } catch (IOException | RuntimeException e) {
      made.completeExceptionally(e);
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case TimeoutException e -> new SocketTimeoutException();
      case null, default -> new IOException("no connection comes about", cause);
    };
  }

  /** Else what is written to one who hangs up is lost, batch after batch. */
  private void requireStay(CountDownLatch over) throws IOException {
    try {
      if (over.await(hangsUp.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("it ends the connection at once");
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException closedMeanwhile() {
    return new IOException("closed meanwhile");
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  private synchronized @Nullable Wire current() {
    return connection;
  }

  /** Else the first lines after the other end has gone would be written to nobody. */
  private void awaitEnd(Wire wire, CountDownLatch over) {
    try (InputStream in = wire.in()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("The connection of a drain to {} broke", url.host(), e);
    }
    end(wire);
    over.countDown();
  }

  private synchronized void end(Wire wire) {
    if (wire.equals(connection)) {
      connection = null;
    }
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("A connection to {} was not closed cleanly", url.host(), e);
    }
  }

  @Override
  public boolean gathers() {
    return false;
  }

  @Override
  public void close() {
    Wire open;
    synchronized (this) {
      closed = true;
      open = connection;
      coming.completeExceptionally(closedMeanwhile());
    }
    if (open != null) {
      end(open);
    }
  }
}
