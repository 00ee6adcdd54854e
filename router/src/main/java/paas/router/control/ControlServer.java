package paas.router.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.control.table.TableFile;
import paas.router.control.tls.TlsKeeper;
import paas.router.http.RouteTable;
import paas.router.http.balance.Tables;

/**
 * The router's end of the control socket: takes tables, keeps the last one on disk, answers whether
 * endpoints are drained, hands out request lines, and says whom to wake. The newest connection
 * holds; the one before is closed.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final Path path;
  private final Tables tables;
  private final TableFile file;
  private final TlsKeeper certificates;
  private final LineSpool spool;
  private final WakeUps wakeUps;
  private final String epoch = UUID.randomUUID().toString();
  private final AtomicReference<@Nullable ControlPeer> peer = new AtomicReference<>();
  private final ServerSocketChannel server;
  private final Thread acceptor =
      Thread.ofVirtual().name("control-accept").unstarted(this::acceptPeers);
  private volatile boolean closed;

  private ControlServer(
      Path path,
      Tables tables,
      TableFile file,
      TlsKeeper certificates,
      LineSpool spool,
      WakeUps wakeUps,
      ServerSocketChannel server) {
    this.path = path;
    this.tables = tables;
    this.file = file;
    this.certificates = certificates;
    this.spool = spool;
    this.wakeUps = wakeUps;
    this.server = server;
  }

  /**
   * Puts the tables on disk in force, then listens on the socket file (mode 0600).
   *
   * @throws IOException if the socket cannot be made, or another router answers on it
   */
  public static ControlServer open(
      Path path,
      Tables tables,
      TableFile file,
      TlsKeeper certificates,
      LineSpool spool,
      WakeUps wakeUps)
      throws IOException {
    certificates.load();
    file.load().ifPresent(tables::apply);
    removeStale(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    ControlServer control =
        new ControlServer(path, tables, file, certificates, spool, wakeUps, server);
    control.acceptor.start();
    return control;
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (FrameChannel other = FrameChannel.connect(path)) {
      throw new AlreadyRunning(path);
    } catch (AlreadyRunning e) {
      throw e;
    } catch (IOException e) {
      // Nobody answers: a router that was killed left the file behind.
      Files.delete(path);
    }
  }

  /** Two routers must not share one home: the second one stops. */
  private static final class AlreadyRunning extends IOException {
    private static final long serialVersionUID = 1L;

    AlreadyRunning(Path path) {
      super("Another router answers on " + path + "; stop it first, or set another PAAS_HOME");
    }
  }

  private void acceptPeers() {
    while (!closed) {
      try {
        greet(server.accept());
      } catch (IOException e) {
        if (!closed) {
          // Out of file descriptors, most likely: without this socket no table would come any more.
          log.error("The control socket {} could not accept a connection", path, e);
          LockSupport.parkNanos(AGAIN.toNanos());
        }
      }
    }
  }

  private void greet(SocketChannel socket) throws IOException {
    ControlPeer next = new ControlPeer(new FrameChannel(socket), this, tables, spool, wakeUps);
    ControlPeer before = peer.getAndSet(next);
    if (before != null) {
      before.close();
    }
    next.start();
  }

  Frame.Hello hello() {
    return new Frame.Hello(FrameCodec.VERSION, tables.current().generation(), epoch);
  }

  TlsKeeper certificates() {
    return certificates;
  }

  /**
   * Puts a table in force and on disk, unless a newer one is. A disk that fails is reported and
   * does not hold up the traffic: the control plane sends the table again after a restart.
   *
   * @return the generation in force
   */
  synchronized long put(RouteTable table) {
    if (tables.apply(table)) {
      try {
        file.save(table);
      } catch (IOException e) {
        log.error("Route table {} is in force but could not be saved", table.generation(), e);
      }
    }
    return tables.current().generation();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    ControlPeer last = peer.getAndSet(null);
    if (last != null) {
      last.close();
      last.join(CLOSING);
    }
    Files.deleteIfExists(path);
  }
}
