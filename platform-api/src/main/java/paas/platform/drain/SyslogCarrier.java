package paas.platform.drain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private final DrainUrl url;
  private final Outbound outbound;

  private @Nullable Wire connection; // guarded by this
  private boolean closed; // guarded by this

  SyslogCarrier(DrainUrl url, Outbound outbound) {
    this.url = url;
    this.outbound = outbound;
  }

  @Override
  public void send(String host, String id, List<LogLine> lines) throws IOException {
    Wire wire = connected();
    AtomicBoolean late = new AtomicBoolean();
    Thread clock = Thread.ofVirtual().name("drain-clock").start(() -> endLater(wire, late));
    try {
      wire.out().write(Frames.RFC_5424.of(host, lines));
      wire.out().flush();
    } catch (IOException e) {
      end(wire);
      throw late.get() ? new SocketTimeoutException() : e;
    } finally {
      clock.interrupt();
    }
  }

  private Wire connected() throws IOException {
    Wire known = current();
    if (known != null) {
      return known;
    }
    Wire made = outbound.connect(url.host(), url.port(), url.encrypted());
    synchronized (this) {
      if (closed) {
        made.close();
        throw new IOException("closed meanwhile");
      }
      connection = made;
    }
    Thread.ofVirtual().name("drain-reader").start(() -> awaitEnd(made));
    return made;
  }

  private synchronized @Nullable Wire current() {
    return connection;
  }

  /** Else the first lines after the other end has gone would be written to nobody. */
  private void awaitEnd(Wire wire) {
    try (InputStream in = wire.in()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("The connection of a drain to {} broke", url.host(), e);
    }
    end(wire);
  }

  private void endLater(Wire wire, AtomicBoolean late) {
    try {
      Thread.sleep(AT_MOST);
      late.set(true);
      end(wire);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // sent before
    }
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
    }
    if (open != null) {
      end(open);
    }
  }
}
