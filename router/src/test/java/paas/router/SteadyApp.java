package paas.router;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An instance that answers at once, or slowly at {@code /slow}, or echoes at {@code /socket}. */
final class SteadyApp implements AutoCloseable {
  private static final int SLOW_STEPS = 60;
  private static final int STEP_BYTES = 1_000;
  private static final Duration STEP = Duration.ofMillis(100);
  static final int SLOW_BYTES = SLOW_STEPS * STEP_BYTES;

  private final ServerSocket server;

  SteadyApp() throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String request = in.readLine(); request != null; request = in.readLine()) {
        while (!in.readLine().isEmpty()) {
          // A header line.
        }
        answer(request, in, socket.getOutputStream());
      }
    } catch (IOException e) {
      // The router closed a connection that it has no more use for.
    }
  }

  private static void answer(String request, BufferedReader in, OutputStream out)
      throws IOException {
    if (request.startsWith("GET /slow ")) {
      write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + SLOW_BYTES + "\r\n\r\n");
      for (int i = 0; i < SLOW_STEPS; i++) {
        LockSupport.parkNanos(STEP.toNanos());
        write(out, "x".repeat(STEP_BYTES));
      }
    } else if (request.startsWith("GET /socket ")) {
      write(
          out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: upgrade\r\n\r\n");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        write(out, line + "\n");
      }
    } else {
      write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
