package paas.cli.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;
import paas.cli.websocket.WebSocket;

/** Listens on loopback only, and carries each connection to the instance. Closing ends it. */
final class Forwarding implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final Tunnel tunnel;
  private final Terminal terminal;

  Forwarding(Ports ports, Tunnel tunnel, Terminal terminal) {
    this.server = listen(ports);
    this.tunnel = tunnel;
    this.terminal = terminal;
  }

  private static ServerSocket listen(Ports ports) {
    try {
      return new ServerSocket(ports.local(), BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw Failure.of(
          ExitCode.CONFLICT,
          "Port " + ports.local() + " cannot be listened on here: " + e.getMessage(),
          "Choose another one: paas ps:forward INSTANCE 0:" + ports.remote());
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Returns when it was closed. */
  void run() throws IOException {
    while (!server.isClosed()) {
      Socket socket = server.accept();
      Thread thread = new Thread(() -> carry(socket), "paas-forward");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void carry(Socket socket) {
    try (socket;
        WebSocket webSocket = tunnel.open()) {
      socket.setTcpNoDelay(true);
      new Carrying(socket, webSocket).run();
    } catch (Failure e) {
      terminal.alert(Style.YELLOW, e.explanation());
    } catch (IOException e) {
      terminal.alert(Style.YELLOW, "A forwarded connection broke off: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
