package paas.router;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that come again and again until they leave: some on a new connection each time, some on
 * one connection as long as it is not said to end. None tries anything twice.
 */
final class Visitors implements AutoCloseable {
  private static final int EACH = 3;
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final int port;
  private final long since = System.nanoTime();
  private final AtomicInteger asked = new AtomicInteger();
  private final Set<String> served = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean leaving;

  Visitors(int port) {
    this.port = port;
    for (int i = 0; i < EACH; i++) {
      threads.add(Thread.ofVirtual().start(() -> come(false)));
      threads.add(Thread.ofVirtual().start(() -> come(true)));
    }
  }

  private void come(boolean stays) {
    while (!leaving) {
      try (Visit visit = new Visit(port)) {
        boolean stayed = true;
        while (stayed && !leaving) {
          LockSupport.parkNanos(PAUSE.toNanos());
          String path = "/" + asked.incrementAndGet();
          stayed = visit.get(path, stays) && stays;
          visit.in.skipNBytes("hello".length());
          served.add(path);
        }
      } catch (IOException e) {
        failures.add(e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** A request whose answer has begun. */
  Visit begin(String path) throws IOException {
    Visit visit = new Visit(port);
    visit.get(path, true);
    return visit;
  }

  int served() {
    return served.size();
  }

  /** What was asked for and answered, each once. */
  Set<String> paths() {
    return Set.copyOf(served);
  }

  long seconds() {
    return Duration.ofNanos(System.nanoTime() - since).toSeconds();
  }

  List<Exception> failures() {
    return List.copyOf(failures);
  }

  void leave() throws InterruptedException {
    leaving = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    leaving = true;
  }

  @Override
  public String toString() {
    return served.size() + " served, failures " + failures;
  }

  /** One connection. */
  static final class Visit implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Visit(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      in = socket.getInputStream();
    }

    /**
     * Asks, and reads the head of the answer.
     *
     * @return whether the connection stays open
     */
    boolean get(String path, boolean stays) throws IOException {
      String connection =
          path.equals("/socket")
              ? "Upgrade: echo\r\nConnection: upgrade\r\n"
              : stays ? "" : "Connection: close\r\n";
      send("GET " + path + " HTTP/1.1\r\nHost: a.test\r\n" + connection + "\r\n");
      String head = head();
      if (!head.startsWith("HTTP/1.1 200 ") && !head.startsWith("HTTP/1.1 101 ")) {
        throw new IOException("Answered " + head);
      }
      return !head.toLowerCase(Locale.ROOT).contains("connection: close");
    }

    private void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String head() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("Ended after '" + head + "'");
        }
        head.append((char) next);
      }
      return head.toString();
    }

    /** How many bytes of the slow answer's body there are. */
    int rest() throws IOException {
      return in.readNBytes(SteadyApp.SLOW_BYTES).length;
    }

    /** Sends a line through a tunnel and expects it back. */
    void echo(String line) throws IOException {
      send(line + "\n");
      String back = new String(in.readNBytes(line.length() + 1), StandardCharsets.US_ASCII);
      if (!back.equals(line + "\n")) {
        throw new IOException("Sent " + line + ", came back " + back);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
