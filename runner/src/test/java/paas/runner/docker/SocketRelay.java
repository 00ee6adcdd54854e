package paas.runner.docker;

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

/** Stands between us and the engine, so that a test can make the engine go away and come back. */
final class SocketRelay implements AutoCloseable {
  private final Path socket;
  private final Path engine;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private volatile ServerSocketChannel server;

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
        SocketChannel target = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        open.add(client);
        open.add(target);
        Thread.ofVirtual().start(() -> copy(client, target));
        Thread.ofVirtual().start(() -> copy(target, client));
      }
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
