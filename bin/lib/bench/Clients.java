import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of every kind on one app of a router on this machine, until its standard input ends or
 * half an hour is over: {@code java Clients.java PORT HOST REQUESTS_PER_SECOND}. Prints a line for
 * each kind: its name, how many exchanges were whole, how many failed; then the failures, each kind
 * of them once.
 */
class Clients {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(30);
  private static final int QUICK = 20;
  private static final int PATIENT = 5;

  /** What came of one kind's exchanges. */
  private static final class Tally {
    final AtomicLong whole = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
  }

  /** {@code last}: the server closes the connection after it, as it has said. */
  private record Answer(String body, boolean last) {}

  private interface Exchange {
    void run() throws Exception;
  }

  private final int port;
  private final String host;
  private final long pauseNanos;
  private final long end = System.nanoTime() + LONGEST_NANOS;
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
  private final Map<String, Long> failures = new ConcurrentHashMap<>();
  private final HttpClient webSockets = HttpClient.newHttpClient();
  private volatile boolean stopped;

  private Clients(int port, String host, int perSecond) {
    this.port = port;
    this.host = host;
    this.pauseNanos = 1_000_000_000L * QUICK / perSecond;
  }

  public static void main(String[] arguments) throws Exception {
    // An app's host name does not resolve here: the header is ours to set.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    Clients clients =
        new Clients(
            Integer.parseInt(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
    clients.run();
  }

  private void run() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < QUICK; i++) {
      boolean keepAlive = i % 2 == 0;
      threads.add(Thread.ofPlatform().start(() -> quick(keepAlive)));
    }
    for (int i = 0; i < PATIENT; i++) {
      threads.add(again("slow request", this::slowRequest));
      threads.add(again("stream", this::stream));
      threads.add(again("WebSocket", this::webSocket));
    }
    while (System.in.read() >= 0) {}
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    tallies.forEach((kind, tally) -> System.out.println(kind + "\t" + tally.whole + "\t" + tally.failed));
    failures.forEach((what, count) -> System.out.println("failed\t" + count + "\t" + what));
  }

  private boolean goesOn() {
    return !stopped && System.nanoTime() < end;
  }

  private Thread again(String kind, Exchange exchange) {
    return Thread.ofPlatform()
        .start(
            () -> {
              while (goesOn()) {
                once(kind, exchange);
              }
            });
  }

  private boolean once(String kind, Exchange exchange) {
    Tally tally = tallies.computeIfAbsent(kind, k -> new Tally());
    try {
      exchange.run();
      tally.whole.incrementAndGet();
      return true;
    } catch (Exception e) {
      tally.failed.incrementAndGet();
      failures.merge(kind + ": " + e, 1L, Long::sum);
      return false;
    }
  }

  private void quick(boolean keepAlive) {
    String kind = keepAlive ? "keep-alive" : "new connection";
    long next = System.nanoTime();
    while (goesOn()) {
      try (Socket socket = connect()) {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean[] last = {false};
        while (!last[0] && goesOn()) {
          boolean whole = once(kind, () -> last[0] = get(socket, in, "/", keepAlive).last());
          last[0] |= !whole || !keepAlive;
          next = Math.max(next + pauseNanos, System.nanoTime() - pauseNanos);
          LockSupport.parkNanos(next - System.nanoTime());
        }
      } catch (IOException e) {
        once(kind, () -> { throw e; });
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private Answer get(Socket socket, InputStream in, String path, boolean keepAlive)
      throws IOException {
    socket.getOutputStream().write(head(path, keepAlive).getBytes(StandardCharsets.US_ASCII));
    return answer(in);
  }

  private String head(String path, boolean keepAlive) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: "
        + (keepAlive ? "keep-alive" : "close") + "\r\n\r\n";
  }

  /** Its head takes two seconds to arrive. */
  private void slowRequest() throws IOException {
    try (Socket socket = connect()) {
      for (byte each : head("/", false).getBytes(StandardCharsets.US_ASCII)) {
        socket.getOutputStream().write(each);
        LockSupport.parkNanos(25_000_000);
      }
      answer(new BufferedInputStream(socket.getInputStream()));
    }
  }

  /** Its answer takes three seconds to arrive, in thirty pieces. */
  private void stream() throws IOException {
    try (Socket socket = connect()) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      socket.getOutputStream().write(head("/stream", false).getBytes(StandardCharsets.US_ASCII));
      String body = answer(in).body();
      if (!body.endsWith("29\n")) {
        throw new IOException("the stream ended at '" + body.strip() + "'");
      }
    }
  }

  /** Echoes until the server closes it, which it must do by a close frame, or for two minutes. */
  private void webSocket() throws Exception {
    Echo echo = new Echo();
    WebSocket socket =
        webSockets
            .newWebSocketBuilder()
            .header("Host", host)
            .connectTimeout(Duration.ofSeconds(30))
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket"), echo)
            .get(60, TimeUnit.SECONDS);
    try {
      for (int i = 0; i < 600 && goesOn() && !echo.closed.isDone(); i++) {
        echo.say(socket, "message " + i);
        LockSupport.parkNanos(200_000_000);
      }
      if (!echo.closed.isDone()) {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
      }
      echo.closed.get(30, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }

  private static final class Echo implements WebSocket.Listener {
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile CompletableFuture<String> heard = new CompletableFuture<>();

    /** Whoever says something as the other closes gets no answer, and that is fine. */
    void say(WebSocket socket, String text) throws Exception {
      heard = new CompletableFuture<>();
      try {
        socket.sendText(text, true).get(30, TimeUnit.SECONDS);
      } catch (Exception e) {
        closed.get(5, TimeUnit.SECONDS);
        return;
      }
      Object first = CompletableFuture.anyOf(heard, closed).get(30, TimeUnit.SECONDS);
      if (!text.equals(first) && !closed.isDone()) {
        throw new IOException("'" + text + "' came back as '" + first + "'");
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.complete(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      last |= lower.startsWith("connection:") && lower.contains("close");
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    String body = chunked ? chunks(in) : text(in, length);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    return new Answer(body, last);
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
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the answer ended early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
