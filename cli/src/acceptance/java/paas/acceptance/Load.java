package paas.acceptance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A constant load on one app of the router on this machine, over keep-alive and fresh connections,
 * until it is closed; bounded to five minutes. Every answer but 200 is a failure and is kept.
 */
final class Load implements AutoCloseable {
  private static final int CLIENTS = 10;
  private static final long LONGEST_NANOS = 300_000_000_000L;

  private final int port;
  private final String host;
  private final String path;
  private final long pauseNanos;
  private final List<Thread> clients = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<String> failures = ConcurrentHashMap.newKeySet();
  private final Set<String> answers = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  private Load(int port, String host, String path, int perSecond) {
    this.port = port;
    this.host = host;
    this.path = path;
    this.pauseNanos = 1_000_000_000L * CLIENTS / perSecond;
  }

  static Load on(Platform platform, String app, int perSecond) {
    return on(platform, app + ".localhost", "/", perSecond);
  }

  /** On one path of a hostname. */
  static Load on(Platform platform, String host, String path, int perSecond) {
    Load load = new Load(platform.httpPort, host, path, perSecond);
    for (int i = 0; i < CLIENTS; i++) {
      boolean keepAlive = i % 2 == 0;
      load.clients.add(Thread.ofPlatform().name("load-" + i).start(() -> load.client(keepAlive)));
    }
    return load;
  }

  int requests() {
    return requests.get();
  }

  /** Every kind of failure seen. */
  Set<String> failures() {
    return Set.copyOf(failures);
  }

  /** Every body seen. */
  Set<String> answers() {
    return Set.copyOf(answers);
  }

  private void client(boolean keepAlive) {
    long start = System.nanoTime();
    long next = start;
    while (!stopped && System.nanoTime() - start < LONGEST_NANOS) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(60_000);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean stays;
        do {
          stays = ask(socket, in, keepAlive);
          next += pauseNanos;
          LockSupport.parkNanos(next - System.nanoTime());
        } while (stays && !stopped);
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  /** Whether the connection stays open. */
  private boolean ask(Socket socket, InputStream in, boolean keepAlive) throws IOException {
    boolean stays = keepAlive;
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: "
            + (keepAlive ? "keep-alive" : "close")
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line(in);
    int length = -1;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      stays &= !lower.matches("connection: *close");
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    String body = chunked ? chunks(in) : text(in, length);
    requests.incrementAndGet();
    if (!status.startsWith("HTTP/1.1 200")) {
      failures.add(status + " " + body);
    }
    answers.add(body);
    return stays;
  }

  private static String chunks(InputStream in) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = size(in); size > 0; size = size(in)) {
      body.append(text(in, size));
      line(in);
    }
    line(in);
    return body.toString();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).strip(), 16);
  }

  private static String text(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(Math.max(length, 0));
    if (bytes.length < length) {
      throw new IOException("the answer ended early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended: '" + line + "'");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread client : clients) {
      client.join();
    }
  }
}
