package paas.router.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.balance.Tables;

/**
 * One connection of the control plane: a thread that reads, one that sends lines, one that tells
 * whom to wake, one per awaited drain.
 */
final class ControlPeer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlPeer.class);

  /** How soon paasd is told again of an app that still sleeps. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final FrameChannel channel;
  private final ControlServer server;
  private final Tables tables;
  private final LineSpool spool;
  private final WakeUps wakeUps;
  private final Thread reader;
  private final Thread sender;
  private final Thread waker;

  /** The reader's own. */
  private boolean fromSuccessor;

  ControlPeer(
      FrameChannel channel, ControlServer server, Tables tables, LineSpool spool, WakeUps wakeUps) {
    this.channel = channel;
    this.server = server;
    this.tables = tables;
    this.spool = spool;
    this.wakeUps = wakeUps;
    this.reader = Thread.ofVirtual().name("control-reader").unstarted(this::read);
    this.sender = Thread.ofVirtual().name("control-lines").unstarted(this::sendLines);
    this.waker = Thread.ofVirtual().name("control-wakes").unstarted(this::sendWakes);
  }

  void start() {
    reader.start();
  }

  private void read() {
    try (channel) {
      Frame.Hello hello = awaitHello();
      server.take(this);
      boolean understood = isUnderstood(hello);
      channel.write(server.hello());
      if (!understood) {
        throw new IOException("paasd speaks another version of the control protocol; restart both");
      }
      log.info("{} connected", hello.epoch().isEmpty() ? "paasd" : "The router that took over");
      channel.write(new Frame.TlsInForce(server.certificates()));
      sender.start();
      waker.start();
      while (true) {
        on(channel.read());
      }
    } catch (IOException e) {
      log.info("A control connection ended: {}", e.toString());
    } finally {
      sender.interrupt();
      waker.interrupt();
      server.ended(this);
      if (fromSuccessor) {
        server.successorIsGone();
      }
    }
  }

  private Frame.Hello awaitHello() throws IOException {
    if (channel.read() instanceof Frame.Hello hello) {
      return hello;
    }
    throw new IOException("it did not greet");
  }

  private boolean isUnderstood(Frame.Hello hello) {
    fromSuccessor = !hello.epoch().isEmpty();
    if (fromSuccessor) {
      server.superseded();
    }
    return hello.version() == FrameCodec.VERSION;
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
      int left = server.awaitDrained(await.endpoints(), await.atMost());
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
        List<String> asleep = wakeUps.asleep(() -> tables.current().source());
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
    channel.close();
    sender.interrupt();
    waker.interrupt();
  }

  /** Waits for its threads to end, after {@link #close}. */
  void join(Duration atMost) {
    try {
      for (Thread thread : new Thread[] {reader, sender, waker}) {
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
