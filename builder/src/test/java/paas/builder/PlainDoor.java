package paas.builder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The address on loopback of an HTTP server that has no TLS: who tries TLS first, as the engine
 * does with registries, is sent away at once. The JDK's server would wait for the rest of a
 * request, and the engine for ten seconds.
 */
final class PlainDoor implements AutoCloseable {
  /** First byte of a TLS record with a handshake (RFC 8446, section 5.1). */
  private static final int HANDSHAKE = 22;

  private final ServerSocket door;
  private final InetSocketAddress server;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  PlainDoor(InetSocketAddress server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("plain-door").start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        clients.add(client);
        Thread.ofVirtual().name("plain-door-client").start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket inside = new Socket(server.getAddress(), server.getPort())) {
      int first = client.getInputStream().read();
      if (first < 0 || first == HANDSHAKE) {
        return;
      }
      inside.getOutputStream().write(first);
      Thread.ofVirtual().name("plain-door-answer").start(() -> pass(inside, client));
      pass(client, inside);
    } catch (IOException e) {
      // One of both went away.
    } finally {
      clients.remove(client);
    }
  }

  /** Until the one ends, which the other then hears. */
  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One of both went away.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket each : clients) {
      each.close();
    }
  }
}
