package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Stands between us and the engine, so that a test can make the engine go away and come back, or
 * refuse something. Each request has a connection of its own.
 */
final class SocketRelay implements AutoCloseable {
  /** As Docker says it where a file system does not let go. */
  private static final String REFUSAL =
      "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\n"
          + "Connection: close\r\n\r\n"
          + "{\"message\":\"driver failed to remove root filesystem\"}";

  private final Path socket;
  private final Path engine;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private volatile ServerSocketChannel server;

  /** By their request lines: those that the engine does not get, and seems to refuse. */
  volatile Predicate<String> refused = line -> false;

  private SocketRelay(Path socket, Path engine, ServerSocketChannel server) {
    this.socket = socket;
    this.engine = engine;
    this.server = server;
  }

  static SocketRelay listen(Path socket, Path engine) throws IOException {
    var relay = new SocketRelay(socket, engine, bind(socket));
    relay.serve();
    return relay;
  }

  /** Cuts every connection and refuses new ones. */
  void down() throws IOException {
    server.close();
    for (SocketChannel each : open) {
      each.close();
    }
    open.clear();
  }

  void up() throws IOException {
    server = bind(socket);
    serve();
  }

  @Override
  public void close() throws IOException {
    down();
  }

  private void serve() {
    Thread.ofVirtual().name("relay").start(() -> accept(server));
  }

  private void accept(ServerSocketChannel from) {
    try {
      while (true) {
        SocketChannel client = from.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> pass(client));
      }
    } catch (IOException closed) {
      // Down, or the test is over.
    }
  }

  private void pass(SocketChannel client) {
    try {
      ByteBuffer head = ByteBuffer.allocate(32 * 1024);
      client.read(head);
      head.flip();
      if (refused.test(UTF_8.decode(head.duplicate()).toString().lines().findFirst().orElse(""))) {
        client.write(UTF_8.encode(REFUSAL));
        client.close();
        return;
      }
      SocketChannel target = SocketChannel.open(UnixDomainSocketAddress.of(engine));
      open.add(target);
      while (head.hasRemaining()) {
        target.write(head);
      }
      Thread.ofVirtual().start(() -> copy(client, target));
      copy(target, client);
    } catch (IOException closed) {
      // Down, or the test is over.
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(32 * 1024);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      to.shutdownOutput();
    } catch (IOException closed) {
      // The other side went.
    }
  }

  private static ServerSocketChannel bind(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return server;
  }
}
