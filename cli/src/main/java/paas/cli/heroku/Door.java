package paas.cli.heroku;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * Listens on 127.0.0.1 and serves each connection on a thread of its own. Closing it ends them all.
 */
final class Door implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  private static final int BACKLOG = 50;

  /** Serves one connection, which is closed behind it. */
  interface Service {
    void serve(Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final String name;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Door(ServerSocket server, String name, Service service) {
    this.server = server;
    this.name = name;
    this.service = service;
  }

  /** On a free port. */
  static Door open(ServerSocketFactory sockets, String name, Service service) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    Door door = new Door(sockets.createServerSocket(0, BACKLOG, loopback), name, service);
    daemon(name, door::accept);
    return door;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        daemon(name + "-connection", () -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the command is over.
    }
  }

  private void serve(Socket socket) {
    open.add(socket);
    try (socket) {
      if (!server.isClosed()) {
        socket.setTcpNoDelay(true);
        service.serve(socket);
      }
    } catch (IOException e) {
      // Whoever connected has gone, or speaks something else.
    } finally {
      open.remove(socket);
    }
  }

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
