import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Both ends of many idle WebSockets, and of large bodies. {@code java Crowd.java serve PORT}: an
 * instance on loopback that switches to a WebSocket when asked, takes any upload, and answers
 * {@code /SIZE} with so many bytes. {@code java Crowd.java open PORT COUNT}: opens so many
 * WebSockets through an edge, prints how many were granted, and keeps them until its input ends.
 * Either ends after half an hour at the latest.
 */
final class Crowd {
  private static final int AT_ONCE = 100;

  /** Of all our clients: 16 bytes of zero. */
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA==";
  private static final byte[] BLOCK = new byte[64 << 10];

  private Crowd() {}

  public static void main(String[] arguments) throws Exception {
    CompletableFuture.delayedExecutor(30, TimeUnit.MINUTES).execute(() -> Runtime.getRuntime().halt(1));
    int port = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("serve")) {
      serve(port);
    } else {
      open(port, Integer.parseInt(arguments[2]));
    }
  }

  private static void serve(int port) throws IOException {
    try (ServerSocket server =
        new ServerSocket(port, 4096, InetAddress.getLoopbackAddress())) {
      System.out.println("serving");
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> answerAll(client));
      }
    }
  }

  private static void answerAll(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream(), 1 << 10);
      OutputStream out = client.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        answer(head, in, out);
      }
    } catch (IOException e) {
      // The other end went away.
    }
  }

  private static void answer(String head, InputStream in, OutputStream out) throws IOException {
    if (head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket")) {
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                  + "Sec-WebSocket-Accept: "
                  + accept(KEY)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      in.read();
      return;
    }
    for (long left = length(head); left > 0; ) {
      left -= in.skip(left);
    }
    String path = head.split(" ", 3)[1].substring(1);
    long size = path.matches("[0-9]+") ? Long.parseLong(path) : 0;
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    for (long left = size; left > 0; left -= BLOCK.length) {
      out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
    }
  }

  /** What RFC 6455 section 4.2.2 wants in answer to a key; some edges look at it. */
  private static String accept(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }

  private static long length(String head) {
    int at = head.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length: ");
    return at < 0 ? 0 : Long.parseLong(head.substring(at + 18, head.indexOf("\r\n", at + 2)));
  }

  /** Up to the empty line; nothing at the end of the stream. */
  private static String head(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      text.append((char) b);
      if (text.length() > 3 && text.indexOf("\r\n\r\n", text.length() - 4) >= 0) {
        return text.toString();
      }
    }
    return "";
  }

  private static void open(int port, int count) throws Exception {
    AtomicInteger granted = new AtomicInteger();
    CountDownLatch tried = new CountDownLatch(count);
    CountDownLatch ended = new CountDownLatch(1);
    Semaphore atOnce = new Semaphore(AT_ONCE);
    for (int i = 0; i < count; i++) {
      Thread.ofVirtual().start(() -> keepOne(port, granted, tried, ended, atOnce));
    }
    tried.await();
    System.out.println(granted.get());
    System.in.transferTo(OutputStream.nullOutputStream());
    ended.countDown();
  }

  private static void keepOne(
      int port,
      AtomicInteger granted,
      CountDownLatch tried,
      CountDownLatch ended,
      Semaphore atOnce) {
    try (Socket socket = new Socket()) {
      atOnce.acquire();
      try {
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket
            .getOutputStream()
            .write(
                ("GET / HTTP/1.1\r\nHost: app-7.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + KEY
                        + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        if (head(socket.getInputStream()).startsWith("HTTP/1.1 101")) {
          granted.incrementAndGet();
        }
      } finally {
        atOnce.release();
        tried.countDown();
      }
      ended.await();
    } catch (IOException e) {
      // Counted as not granted.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
