package paas.router.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.RouteTable;

/**
 * Keeps the link connected: one thread that connects and reads, one that gives lines to the sink.
 */
final class LinkConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LinkConnection.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** Lines on their way to the sink, with the connection that wants the acknowledgement. */
  private record Delivery(FrameChannel channel, String epoch, List<RequestLine> lines) {}

  private final Path socket;
  private final RequestLineSink sink;
  private final WakeSink wakes;
  private final ControlLimits limits;
  private final LinkState state;
  private final TlsState tls;

  /**
   * One batch is outstanding at most; a second place is for the one sent again on a new connection.
   */
  private final BlockingQueue<Delivery> deliveries = new ArrayBlockingQueue<>(2);

  private final Thread reader;
  private final Thread deliverer;
  private volatile @Nullable FrameChannel channel;
  private volatile boolean closed;

  /** Of the current connection; the reader's own. */
  private String epoch = "";

  LinkConnection(
      Path socket,
      RequestLineSink sink,
      WakeSink wakes,
      ControlLimits limits,
      LinkState state,
      TlsState tls) {
    this.socket = socket;
    this.sink = sink;
    this.wakes = wakes;
    this.limits = limits;
    this.state = state;
    this.tls = tls;
    this.reader = BackgroundThread.unstarted("router-link", this::run);
    this.deliverer = BackgroundThread.unstarted("router-lines", this::deliver);
  }

  void start() {
    reader.start();
    deliverer.start();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      String why = "the connection ended";
      try (FrameChannel fresh = FrameChannel.connect(socket)) {
        channel = fresh;
        if (!closed) {
          greet(fresh);
          pause = FIRST_PAUSE;
          readFrom(fresh);
        }
      } catch (IOException e) {
        why = e.getMessage() == null ? e.toString() : e.getMessage();
        log.debug("No router on {}: {}", socket, why);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        why = "the link was interrupted";
      } catch (RuntimeException | OutOfMemoryError e) {
        // Where no thread can be started the error does not end the process.
        why = "the link failed: " + e.getMessage();
        log.error("The link to the router failed and is tried again", e);
      }
      state.disconnected(why);
      tls.disconnected(why);
      if (!closed) {
        LockSupport.parkNanos(pause.toNanos());
        pause =
            pause.multipliedBy(2).compareTo(limits.reconnect()) < 0
                ? pause.multipliedBy(2)
                : limits.reconnect();
      }
    }
  }

  private void greet(FrameChannel fresh) throws IOException {
    fresh.write(new Frame.Hello(FrameCodec.VERSION, 0, ""));
    if (!(fresh.read() instanceof Frame.Hello hello)) {
      throw new IOException("the router did not greet");
    }
    if (hello.version() != FrameCodec.VERSION) {
      throw new IOException(
          "the router speaks control version %d, paasd %d; restart both from one build"
              .formatted(hello.version(), FrameCodec.VERSION));
    }
    epoch = hello.epoch();
    Optional<RouteTable> again = state.connected(fresh, hello);
    log.info("Connected to the router, which has routes of generation {}", hello.generation());
    if (again.isPresent()) {
      fresh.write(new Frame.PutTable(again.get()));
    }
  }

  private void readFrom(FrameChannel fresh) throws IOException, InterruptedException {
    while (true) {
      switch (fresh.read()) {
        case Frame.TableInForce inForce -> state.tableInForce(inForce.generation());
        case Frame.TlsInForce inForce -> tls.inForce(fresh, inForce.generation());
        case Frame.Drained drained -> state.drained(drained.id(), drained.inFlight());
        case Frame.Load load -> state.told(load);
        case Frame.Lines lines -> deliveries.put(new Delivery(fresh, epoch, lines.lines()));
        case Frame.Wake wake -> wakes.wake(wake.appIds());
        case Frame.Hello _,
            Frame.PutTable _,
            Frame.PutTls _,
            Frame.AwaitDrained _,
            Frame.AskLoad _,
            Frame.LinesTaken _ ->
            throw new IOException("the router sent a frame that only paasd sends");
      }
    }
  }

  private void deliver() {
    while (!closed) {
      try {
        deliver(deliveries.take());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void deliver(Delivery next) {
    try {
      sink.accept(next.epoch(), next.lines());
      next.channel().write(new Frame.LinesTaken(next.lines().getLast().sequence()));
    } catch (IOException e) {
      log.debug("Lines were taken but the router is gone; it will send them again", e);
    } catch (RuntimeException | OutOfMemoryError e) {
      log.error("Request lines could not be stored; the router will send them again", e);
      closeQuietly(next.channel());
    }
  }

  @Override
  public void close() {
    closed = true;
    FrameChannel last = channel;
    if (last != null) {
      closeQuietly(last);
    }
    LockSupport.unpark(reader);
    deliverer.interrupt();
    try {
      reader.join(CLOSING);
      deliverer.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(FrameChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("Closing a control connection failed", e);
    }
  }
}
