package paas.router.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections for as long as its socket is open, whatever becomes of one: without it no table
 * would come any more.
 *
 * <p>A platform thread: where the process may have no more threads, a virtual one cannot count on
 * being woken.
 */
final class Acceptor implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Acceptor.class);

  private static final Duration AGAIN = Duration.ofMillis(200);

  /** Sees to one connection, in short time. */
  @FunctionalInterface
  interface Greeting {
    void greet(SocketChannel socket) throws IOException;
  }

  private final ServerSocketChannel server;
  private final Greeting greeting;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("control-accept").unstarted(this::acceptAll);

  Acceptor(ServerSocketChannel server, Greeting greeting) {
    this.server = server;
    this.greeting = greeting;
  }

  void start() {
    thread.start();
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        greeting.greet(server.accept());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        // Out of file descriptors or threads, most likely; neither ends the process.
        if (server.isOpen()) {
          log.error("The control socket could not accept a connection", e);
          LockSupport.parkNanos(AGAIN.toNanos());
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
