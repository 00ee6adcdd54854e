package paas.router.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.balance.Tables;

/**
 * One connection of the control plane: a thread that reads, one that waits for the greeting, one
 * that sends lines, one that tells whom to wake, one per awaited drain.
 */
final class ControlPeer implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(ControlPeer.class);

  /** Whoever connects greets at once; one that does not for so long is sent away. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How soon paasd is told again of an app that still sleeps. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final FrameChannel channel;
  private final ControlServer server;
  private final Tables tables;
  private final LineSpool spool;
  private final WakeUps wakeUps;
  private final CountDownLatch greeted = new CountDownLatch(1);
  private final Thread reader;
  private final Thread doorman;
  private final Thread sender;
  private final Thread waker;

  /** The reader's own, as the next. */
  private boolean fromSuccessor;

  private String name = "A control connection that did not greet";

  ControlPeer(
      FrameChannel channel, ControlServer server, Tables tables, LineSpool spool, WakeUps wakeUps) {
    this.channel = channel;
    this.server = server;
    this.tables = tables;
    this.spool = spool;
    this.wakeUps = wakeUps;
    this.reader = BackgroundThread.unstarted("control-reader", this::read);
    this.doorman = Thread.ofVirtual().name("control-greeting").unstarted(this::awaitGreeting);
    this.sender = BackgroundThread.unstarted("control-lines", this::sendLines);
    this.waker = Thread.ofVirtual().name("control-wakes").unstarted(this::sendWakes);
  }

  void start() {
    reader.start();
    doorman.start();
  }

  boolean hasGreeted() {
    return greeted.getCount() == 0;
  }

  private void awaitGreeting() {
    try {
      if (!greeted.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        log.warn("A control connection that did not greet within {} is closed", PATIENCE);
        channel.close();
      }
    } catch (IOException e) {
      log.warn("A control connection could not be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (channel) {
      meet(awaitHello());
      channel.write(new Frame.TlsInForce(server.certificates()));
      sender.start();
      waker.start();
      while (true) {
        on(channel.read());
      }
    } catch (IOException e) {
      log.info("{} has ended{}", name, FrameChannel.ending(e));
    } finally {
      interruptOthers();
      server.ended(this);
      if (fromSuccessor) {
        server.successorIsGone();
      }
    }
  }

  private Frame.Hello awaitHello() throws IOException {
    if (channel.read() instanceof Frame.Hello hello) {
      greeted.countDown();
      return hello;
    }
    throw new IOException("it did not greet");
  }

  /**
   * A paasd of another version changes nothing: the one that is understood goes on. A router that
   * took over has the place already, whatever it speaks, so paasd is sent there.
   */
  private void meet(Frame.Hello hello) throws IOException {
    boolean understood = hello.version() == FrameCodec.VERSION;
    fromSuccessor = !hello.epoch().isEmpty();
    String who = fromSuccessor ? "The router that took over" : "paasd";
    name = "The control connection of " + (fromSuccessor ? "the router that took over" : "paasd");
    if (understood || fromSuccessor) {
      server.take(this);
    }
    if (fromSuccessor) {
      server.superseded();
    }
    channel.write(server.hello());
    if (!understood) {
      throw new IOException(
          "%s speaks control version %d, this router %d; restart both from one build"
              .formatted(who, hello.version(), FrameCodec.VERSION));
    }
    log.info("{} connected", who);
  }

  private void on(Frame frame) throws IOException {
    switch (frame) {
      case Frame.PutTable put -> channel.write(new Frame.TableInForce(server.put(put.table())));
      case Frame.PutTls put -> channel.write(new Frame.TlsInForce(server.put(put.table())));
      case Frame.AwaitDrained await ->
          Thread.ofVirtual().name("control-drain-" + await.id()).start(() -> answer(await));
      case Frame.AskLoad ask ->
          Thread.ofVirtual().name("control-load-" + ask.id()).start(() -> answer(ask));
      case Frame.LinesTaken taken -> spool.acknowledge(taken.sequence());
      case Frame.Hello _,
          Frame.TableInForce _,
          Frame.TlsInForce _,
          Frame.Drained _,
          Frame.Load _,
          Frame.Lines _,
          Frame.Wake _ ->
          throw new IOException("paasd sent a frame that only a router sends");
    }
  }

  private void answer(Frame.AwaitDrained await) {
    try {
      int left = server.awaitDrained(await.endpoints(), await.patience());
      channel.write(new Frame.Drained(await.id(), left));
    } catch (IOException e) {
      log.debug("Nobody waits for drained endpoints any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where there is no answer none is given, and who asked is told by the time that passes. */
  private void answer(Frame.AskLoad ask) {
    try {
      channel.write(new Frame.Load(ask.id(), server.load(ask.appId())));
    } catch (IOException e) {
      log.debug("Nobody waits for what is in flight any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      log.warn("It could not be counted what is in flight: {}", e.toString());
    }
  }

  private void sendLines() {
    try {
      while (true) {
        channel.write(new Frame.Lines(spool.nextBatch()));
        spool.awaitAcknowledged();
      }
    } catch (IOException e) {
      log.debug("Request lines wait for the next connection", e);
    } catch (UncheckedIOException e) {
      log.error("Request lines cannot be sent, and none will be told until that is mended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins with those that a former connection may not have told. */
  private void sendWakes() {
    try {
      while (true) {
        List<String> asleep = wakeUps.asleep(() -> tables.current().table());
        if (!asleep.isEmpty()) {
          channel.write(new Frame.Wake(asleep));
        }
        wakeUps.await(AGAIN);
      }
    } catch (IOException e) {
      log.debug("Whom to wake is told on the next connection", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends no further lines; whether those sent are taken is still read. */
  void sendNoMore() {
    sender.interrupt();
  }

  boolean isAlive() {
    return reader.isAlive();
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      interruptOthers();
    }
  }

  private void interruptOthers() {
    doorman.interrupt();
    sender.interrupt();
    waker.interrupt();
  }

  /** Waits for its threads to end, after {@link #close}. */
  void join(Duration atMost) {
    try {
      for (Thread thread : new Thread[] {reader, doorman, sender, waker}) {
        boolean started = thread.getState() != Thread.State.NEW;
        if (started && !thread.join(atMost)) {
          log.warn("{} did not end within {}", thread.getName(), atMost);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
