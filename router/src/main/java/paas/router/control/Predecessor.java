package paas.router.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.RouteLoad;
import paas.router.http.RouteTable;

/**
 * The router that served before this one and ends what it has in flight: to it we are the control
 * plane. Its request lines and wakes become ours, and it hears of tables and drains what we hear.
 */
final class Predecessor implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Predecessor.class);

  /** What it is not told any more when it does not listen. */
  private static final int UNTOLD = 100;

  private final FrameChannel channel;
  private final LineSpool spool;
  private final WakeUps wakeUps;
  private final AtomicLong nextDrain = new AtomicLong();
  private final Map<Long, CompletableFuture<Integer>> drains = new ConcurrentHashMap<>();
  private final LoadQuestions loads = new LoadQuestions();

  /** In the order of our own control plane; one that hangs must not hold that up. */
  private final ExecutorService sender =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(UNTOLD),
          Thread.ofVirtual().name("predecessor-tell").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /** It asks that much of a router that is told to answer at once. */
  private static final Duration ANSWERING = Duration.ofMillis(500);

  private final CountDownLatch greeted = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  private Predecessor(FrameChannel channel, LineSpool spool, WakeUps wakeUps) {
    this.channel = channel;
    this.spool = spool;
    this.wakeUps = wakeUps;
  }

  /**
   * @throws IOException if nobody answers there
   */
  static Predecessor connect(Path socket, String epoch, LineSpool spool, WakeUps wakeUps)
      throws IOException {
    Predecessor predecessor = new Predecessor(FrameChannel.connect(socket), spool, wakeUps);
    predecessor.tell(new Frame.Hello(FrameCodec.VERSION, 0, epoch));
    Thread.ofVirtual().name("predecessor").start(predecessor::read);
    return predecessor;
  }

  private void read() {
    try (channel) {
      while (true) {
        on(channel.read());
      }
    } catch (IOException e) {
      log.info("The router before this one has ended{}", FrameChannel.ending(e));
    } finally {
      greeted.countDown();
      gone.countDown();
      drains.values().forEach(drain -> drain.complete(0));
      loads.abandon();
      sender.shutdown();
    }
  }

  private void on(Frame frame) throws IOException {
    switch (frame) {
      case Frame.Hello hello -> {
        greeted.countDown();
        check(hello);
      }
      case Frame.Lines lines -> {
        lines.lines().forEach(line -> spool.record(line.appId(), line.at(), line.text()));
        channel.write(new Frame.LinesTaken(lines.lines().getLast().sequence()));
      }
      case Frame.Wake wake -> wake.appIds().forEach(wakeUps::wake);
      case Frame.Drained drained -> {
        CompletableFuture<Integer> drain = drains.get(drained.id());
        if (drain != null) {
          drain.complete(drained.inFlight());
        }
      }
      case Frame.Load load -> loads.answered(load);
      case Frame.TableInForce _, Frame.TlsInForce _ -> log.debug("It has {}", frame);
      case Frame.PutTable _,
          Frame.PutTls _,
          Frame.AwaitDrained _,
          Frame.AskLoad _,
          Frame.LinesTaken _ ->
          throw new IOException("it sent a frame that only a control plane sends");
    }
  }

  private static void check(Frame.Hello hello) throws IOException {
    if (hello.version() != FrameCodec.VERSION) {
      throw new IOException(
          "it speaks control version %d, not %d: the last request lines that it has are lost"
              .formatted(hello.version(), FrameCodec.VERSION));
    }
  }

  void put(RouteTable table) {
    tell(new Frame.PutTable(table));
  }

  /** How many requests it has in flight on these endpoints when they have ended or time is up. */
  int awaitDrained(List<Endpoint> endpoints, Patience patience) throws InterruptedException {
    long id = nextDrain.incrementAndGet();
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    drains.put(id, answer);
    try {
      tell(new Frame.AwaitDrained(id, endpoints, patience));
      long millis = Math.max(patience.longest().toMillis(), ANSWERING.toMillis());
      return gone.getCount() == 0 ? 0 : answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return 1;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Only numbers complete a drain", e);
    } finally {
      drains.remove(id);
    }
  }

  /**
   * Waits, for a bounded time, until it has sent its control plane away: from then on it changes no
   * file.
   */
  void awaitGreeting(Duration atMost) throws InterruptedException {
    if (!greeted.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      log.warn("The router before this one does not answer");
    }
  }

  /** What its requests do at this moment; nothing where it does not say. */
  List<RouteLoad> load(String appId, Duration atMost) {
    return gone.getCount() == 0
        ? List.of()
        : loads.ask(this::tell, appId, atMost).orElse(List.of());
  }

  /** Waits until it has ended and all its lines are ours, for a bounded time. */
  void awaitGone(Duration atMost) throws InterruptedException {
    if (!gone.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      log.warn("The router before this one goes on; what it still has to tell is lost");
    }
  }

  private void tell(Frame frame) {
    sender.execute(() -> {
      try {
        channel.write(frame);
      } catch (IOException e) {
        log.debug("The router before this one went while it was told", e);
      }
    });
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
