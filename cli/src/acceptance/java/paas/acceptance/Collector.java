package paas.acceptance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A syslog server (RFC 6587, octet counting) at an address that the platform may send logs to. */
final class Collector implements AutoCloseable {
  /** Of this machine, and nobody else's. */
  static final String ADDRESS = "127.0.0.78";

  private final ServerSocket server;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  Collector() {
    try {
      server = new ServerSocket(0, 8, InetAddress.ofLiteral(ADDRESS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("collector").start(this::accept);
  }

  String url() {
    return "syslog://" + ADDRESS + ":" + server.getLocalPort();
  }

  /** Those that came so far. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().name("collector-connection").start(() -> take(socket));
      }
    } catch (IOException e) {
      messages.add("the collector ended: " + e.getMessage());
    }
  }

  private void take(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      for (int length = length(in); length > 0; length = length(in)) {
        messages.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      messages.add("a connection broke: " + e.getMessage());
    }
  }

  /** 0 at the end. */
  private static int length(InputStream in) throws IOException {
    int length = 0;
    for (int read = in.read(); read > ' '; read = in.read()) {
      length = length * 10 + read - '0';
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
