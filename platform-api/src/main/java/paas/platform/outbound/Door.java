package paas.platform.outbound;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import paas.platform.fault.Rejected;

/**
 * The way out for one fetch: a SOCKS5 proxy (RFC 1928) on loopback that connects to judged
 * addresses only. HTTP clients that go through it (the JDK's, and with it JGit) cannot be led
 * elsewhere by a redirect or by a name that changes its address. It bounds bytes and time.
 */
public final class Door implements AutoCloseable {
  private static final int VERSION = 5;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int GRANTED = 0;
  private static final int NOT_ALLOWED = 2;
  private static final int UNREACHABLE = 4;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int PIECE = 32 * 1024;

  /** What a client may send on one connection: a git negotiation at most. */
  private static final long SENT = 64L << 20;

  private final Destinations destinations;
  private final ServerSocket server;
  private final AtomicLong left;
  private final long megabytes;
  private final Duration atMost;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
  private final Thread clock;

  private Door(Destinations destinations, long bytes, Duration atMost) throws IOException {
    this.destinations = destinations;
    this.left = new AtomicLong(bytes);
    this.megabytes = bytes >> 20;
    this.atMost = atMost;
    this.server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.clock = Thread.ofVirtual().name("door-clock").unstarted(this::watchTime);
  }

  /** Lets so many bytes in, for so long. */
  public static Door open(Destinations destinations, long bytes, Duration atMost) {
    try {
      Door door = new Door(destinations, bytes, atMost);
      Thread.ofVirtual().name("door").start(door::serve);
      door.clock.start();
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What clients connect through. */
  public Proxy proxy() {
    return new Proxy(Proxy.Type.SOCKS, server.getLocalSocketAddress());
  }

  /** Why it let something not pass, if it did: the cause of an error that a client reports. */
  public Optional<Rejected> refusal() {
    return Optional.ofNullable(refusal.get()).map(Rejected::invalid);
  }

  private void watchTime() {
    try {
      Thread.sleep(atMost);
      refuse("The fetch took longer than " + atMost.toMinutes() + " minutes and was ended.");
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(String why) {
    refusal.compareAndSet(null, why);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().name("door-client").start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      greet(in, client.getOutputStream());
      Optional<Socket> far = connect(in, client.getOutputStream());
      if (far.isPresent()) {
        join(client, far.get());
      }
    } catch (IOException e) {
      // The client sees its connection end; why it did is in refusal(), if we did it.
    } finally {
      sockets.remove(client);
    }
  }

  private static void greet(DataInputStream in, OutputStream out) throws IOException {
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("not SOCKS5");
    }
    in.readNBytes(in.readUnsignedByte());
    out.write(new byte[] {VERSION, 0});
  }

  private Optional<Socket> connect(DataInputStream in, OutputStream out) throws IOException {
    in.readUnsignedByte();
    int command = in.readUnsignedByte();
    in.readUnsignedByte();
    String host = host(in);
    int port = in.readUnsignedShort();
    if (command != CONNECT) {
      answer(out, NOT_ALLOWED);
      return Optional.empty();
    }
    Socket far = new Socket();
    try {
      sockets.add(far);
      far.connect(new InetSocketAddress(destinations.choose(host, port), port), CONNECT_MILLIS);
      answer(out, GRANTED);
      return Optional.of(far);
    } catch (Rejected e) {
      refuse(e.getMessage());
      answer(out, NOT_ALLOWED);
    } catch (UnknownHostException e) {
      answer(out, UNREACHABLE);
    } catch (IOException e) {
      refuse("Nothing answers at " + host + ":" + port + ": is that the right address?");
      answer(out, UNREACHABLE);
    }
    far.close();
    sockets.remove(far);
    return Optional.empty();
  }

  private static String host(DataInputStream in) throws IOException {
    return switch (in.readUnsignedByte()) {
      case IPV4 -> InetAddress.getByAddress(exactly(in, 4)).getHostAddress();
      case IPV6 -> InetAddress.getByAddress(exactly(in, 16)).getHostAddress();
      case NAME -> new String(exactly(in, in.readUnsignedByte()), StandardCharsets.US_ASCII);
      default -> throw new IOException("an address of unknown kind");
    };
  }

  private static byte[] exactly(DataInputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private static void answer(OutputStream out, int code) throws IOException {
    out.write(new byte[] {VERSION, (byte) code, 0, IPV4, 0, 0, 0, 0, 0, 0});
  }

  private void join(Socket client, Socket far) throws IOException {
    try (far) {
      Thread out =
          Thread.ofVirtual().name("door-out").start(() -> pipe(client, far, new AtomicLong(SENT)));
      pipe(far, client, left);
      client.close();
      out.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(far);
    }
  }

  private void pipe(Socket from, Socket to, AtomicLong allowance) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        if (allowance.addAndGet(-count) < 0) {
          refuse("What is fetched is larger than " + megabytes + " MB: that is too much.");
          close();
          return;
        }
        out.write(piece, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One end is gone; the other is closed by whoever joined them.
    }
  }

  /** Ends every connection at once. Idempotent. */
  @Override
  public void close() {
    clock.interrupt();
    close(server);
    sockets.forEach(Door::close);
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // There is nothing left to lose on it.
    }
  }
}
