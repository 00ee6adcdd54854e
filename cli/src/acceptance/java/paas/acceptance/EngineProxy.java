package paas.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Stands between paasd, which opens a connection for every call, and its Docker engine. Passes
 * everything on, until it is told to stall or to do something at one call.
 */
final class EngineProxy implements AutoCloseable {
  /** Of a call that is trapped; its answer does not reach the caller in either case. */
  enum Moment {
    /** The engine has not heard of it. */
    BEFORE,
    /** The engine has done it. */
    AFTER
  }

  /** Armed for one call: the nth whose method and path match. */
  static final class Trap {
    private final Pattern call;
    private final Moment moment;
    private final Runnable action;
    private final AtomicInteger left;
    private final CountDownLatch sprung = new CountDownLatch(1);

    private Trap(Pattern call, int nth, Moment moment, Runnable action) {
      this.call = call;
      this.moment = moment;
      this.action = action;
      this.left = new AtomicInteger(nth);
    }

    private boolean takes(String seen) {
      return call.matcher(seen).find() && left.decrementAndGet() == 0;
    }

    boolean isSprung() {
      return sprung.getCount() == 0;
    }

    private void spring() {
      action.run();
      sprung.countDown();
    }
  }

  private static final int BUFFER = 64 * 1024;

  private final Path engine;
  private final ServerSocketChannel server;
  private final AtomicReference<Optional<Trap>> armed = new AtomicReference<>(Optional.empty());
  private final AtomicReference<CountDownLatch> flow = new AtomicReference<>(new CountDownLatch(0));

  private EngineProxy(Path engine, ServerSocketChannel server) {
    this.engine = engine;
    this.server = server;
  }

  static EngineProxy between(Path socket, Path engine) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    EngineProxy proxy = new EngineProxy(engine, server);
    Thread.ofPlatform().daemon().name("engine-proxy").start(proxy::accept);
    return proxy;
  }

  /** {@code call}: a pattern that must be found in "METHOD PATH". */
  Trap at(String call, int nth, Moment moment, Runnable action) {
    Trap trap = new Trap(Pattern.compile(call), nth, moment, action);
    armed.set(Optional.of(trap));
    return trap;
  }

  /** From now on nothing comes through, either way, and nothing is refused. */
  void stall() {
    flow.set(new CountDownLatch(1));
  }

  void flow() {
    flow.get().countDown();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the tests are over.
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        SocketChannel upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
      ByteBuffer head = ByteBuffer.allocate(BUFFER);
      if (client.read(head) > 0) {
        Optional<Trap> trap = trapFor(firstLine(head));
        if (trap.filter(t -> t.moment == Moment.BEFORE).isPresent()) {
          trap.get().spring();
          return;
        }
        awaitFlow();
        writeAll(upstream, head.flip());
        Thread.ofVirtual().start(() -> pass(client, upstream));
        answer(client, upstream, trap);
      }
    } catch (IOException e) {
      // Either side is gone, and the other learns it by the close.
    }
  }

  private Optional<Trap> trapFor(String call) {
    return armed.get().filter(trap -> trap.takes(call));
  }

  private void answer(SocketChannel client, SocketChannel upstream, Optional<Trap> trap)
      throws IOException {
    ByteBuffer first = ByteBuffer.allocate(BUFFER);
    if (upstream.read(first) <= 0) {
      return;
    }
    if (trap.isPresent()) {
      trap.get().spring();
      return;
    }
    awaitFlow();
    writeAll(client, first.flip());
    pass(upstream, client);
  }

  /** Until the end of what {@code from} says; that end is passed on too. */
  private void pass(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        awaitFlow();
        writeAll(to, buffer.flip());
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // As above.
    }
  }

  private void awaitFlow() {
    try {
      flow.get().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void writeAll(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static String firstLine(ByteBuffer head) {
    String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
    return text.lines().findFirst().orElse("").replace(" HTTP/1.1", "");
  }

  @Override
  public void close() throws IOException {
    flow();
    server.close();
  }
}
