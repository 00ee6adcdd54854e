package paas.runner.engine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Opens connections to the engine's socket, knows the open ones, and owns the timer thread. */
final class Dialer implements AutoCloseable {
  private final Trouble trouble;
  private final UnixDomainSocketAddress address;
  private final Duration limit;
  private final ScheduledThreadPoolExecutor timers;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  Dialer(Trouble trouble, Duration limit) {
    this.trouble = trouble;
    this.address = UnixDomainSocketAddress.of(trouble.socket());
    this.limit = limit;
    this.timers = timers();
  }

  Connection dial() {
    try {
      return open();
    } catch (IOException e) {
      throw trouble.connecting(e);
    }
  }

  /** Starts a limit after which the connection is closed under whoever uses it. */
  Stopwatch limit(Connection connection, Duration atMost) {
    try {
      return Stopwatch.start(timers, atMost, connection::close);
    } catch (RejectedExecutionException closing) {
      throw new EngineUnavailable("The Docker client is closed: the platform stops.", closing);
    }
  }

  @Override
  public void close() {
    // In this order: whoever comes later is refused its timer and closes its own connection.
    timers.shutdownNow();
    open.forEach(Connection::close);
  }

  private Connection open() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    var connection = new Connection(channel, open::remove);
    open.add(connection);
    try (Stopwatch watch = limit(connection, limit)) {
      channel.connect(address);
      return connection;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static ScheduledThreadPoolExecutor timers() {
    var timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("engine-timeouts").factory());
    timers.setRemoveOnCancelPolicy(true);
    return timers;
  }
}
