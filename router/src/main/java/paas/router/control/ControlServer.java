package paas.router.control;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.control.table.TableFile;
import paas.router.control.tls.TlsKeeper;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.RouteLoad;
import paas.router.http.RouteTable;
import paas.router.http.balance.Tables;
import paas.router.tls.TlsTable;

/**
 * The router's end of the control socket: takes tables, keeps the last one on disk, answers whether
 * endpoints are drained, hands out request lines, and says whom to wake. The newest connection that
 * greets holds; the one before is closed. One that only looks whether somebody answers changes
 * nothing. A router that takes over moves the socket of the one before it aside, and is the control
 * plane of that one from then on.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration SETTLING = Duration.ofMillis(500);
  private static final Duration GREETING = Duration.ofSeconds(2);

  /** So many connections may not have greeted yet; more are refused. */
  static final int MOST_SILENT = 16;

  /** Of the busiest so many is told how much they have in flight: a frame has a bound. */
  private static final int MOST_LOADS = 10_000;

  private static final Duration FORMERS_ANSWER = Duration.ofSeconds(1);
  private static final String FORMER = "former.sock";

  private final Path path;
  private final Tables tables;
  private final TableFile file;
  private final TlsKeeper certificates;
  private final LineSpool spool;
  private final WakeUps wakeUps;
  private final String epoch = UUID.randomUUID().toString();
  private final AtomicReference<@Nullable ControlPeer> peer = new AtomicReference<>();
  private final Set<ControlPeer> connections = ConcurrentHashMap.newKeySet();
  private final boolean takesOver;
  private final Object inode;
  private final Acceptor acceptor;
  private volatile LoadGauge gauge = appId -> List.of();
  private volatile boolean closed;
  private volatile boolean superseded;
  private volatile @Nullable Predecessor predecessor;

  private ControlServer(
      Path path,
      Tables tables,
      TableFile file,
      TlsKeeper certificates,
      LineSpool spool,
      WakeUps wakeUps,
      boolean takesOver,
      ServerSocketChannel server,
      Object inode) {
    this.path = path;
    this.takesOver = takesOver;
    this.tables = tables;
    this.file = file;
    this.certificates = certificates;
    this.spool = spool;
    this.wakeUps = wakeUps;
    this.acceptor = new Acceptor(server, this::greet);
    this.inode = inode;
  }

  /**
   * Puts the tables on disk in force, then makes the socket file (mode 0600).
   *
   * @param takesOver whether it stays beside that of another router until {@link #start}
   * @throws IOException if the socket cannot be made, or another router answers on it
   */
  public static ControlServer open(
      Path path,
      Tables tables,
      TableFile file,
      TlsKeeper certificates,
      LineSpool spool,
      WakeUps wakeUps,
      boolean takesOver)
      throws IOException {
    certificates.load();
    file.load().ifPresent(tables::apply);
    Path made = takesOver ? beside(path) : path;
    if (takesOver) {
      Files.deleteIfExists(made);
    } else {
      removeStale(path);
      removeStaleFormer(path.resolveSibling(FORMER));
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      return new ControlServer(
          path, tables, file, certificates, spool, wakeUps, takesOver, server, inodeOf(made));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private Path former() {
    return path.resolveSibling(FORMER);
  }

  private static Path beside(Path path) {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  /**
   * Answers from now on; where it takes over, instead of the router before it, which has to serve
   * no longer. What that one was told meanwhile is in force here too when this returns.
   *
   * @throws IOException if the socket file cannot be put into its place
   */
  public void start() throws IOException {
    if (takesOver) {
      boolean follows = linkFormer();
      Files.move(beside(path), path, StandardCopyOption.ATOMIC_MOVE);
      if (follows) {
        follow();
        certificates.load();
        file.load().ifPresent(tables::apply);
      }
    }
    acceptor.start();
  }

  /** The same, and answers what the requests do at a moment. */
  public void start(LoadGauge load) throws IOException {
    gauge = load;
    start();
  }

  /** A second name, so that there is never a moment without the first. */
  private boolean linkFormer() throws IOException {
    Files.deleteIfExists(former());
    try {
      Files.createLink(former(), path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void follow() {
    try {
      Predecessor before = Predecessor.connect(former(), epoch, spool, wakeUps);
      predecessor = before;
      before.awaitGreeting(GREETING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn(
          "The router before this one does not answer, its last request lines are lost: {}",
          e.getMessage());
    }
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (answers(path)) {
      // Two routers must not share one home.
      throw new IOException(
          "Another router answers on " + path + "; stop it first, or set another PAAS_HOME");
    }
    // A router that was killed left the file behind.
    Files.delete(path);
  }

  /** One that still ends its requests removes its own; one that was killed cannot. */
  private static void removeStaleFormer(Path former) throws IOException {
    if (!answers(former)) {
      Files.deleteIfExists(former);
    }
  }

  private static boolean answers(Path socket) {
    try (FrameChannel other = FrameChannel.connect(socket)) {
      return true;
    } catch (IOException e) {
      log.debug("Nobody answers on {}", socket, e);
      return false;
    }
  }

  private void greet(SocketChannel socket) throws IOException {
    if (connections.stream().filter(each -> !each.hasGreeted()).count() >= MOST_SILENT) {
      log.warn("A control connection is refused: {} others have not greeted yet", MOST_SILENT);
      socket.close();
      return;
    }
    ControlPeer next =
        new ControlPeer(new FrameChannel(socket, tables::current), this, tables, spool, wakeUps);
    connections.add(next);
    if (closed) {
      next.close();
    } else {
      start(next);
    }
  }

  private void start(ControlPeer next) throws IOException {
    try {
      next.start();
    } catch (OutOfMemoryError e) {
      ended(next);
      next.close();
      throw e;
    }
  }

  /** It has greeted: it holds from now on, and the one before is sent away. */
  void take(ControlPeer next) throws IOException {
    ControlPeer before = peer.getAndSet(next);
    if (before != null) {
      settle(before);
      before.close();
    }
  }

  void ended(ControlPeer gone) {
    connections.remove(gone);
  }

  /** Lines that are being acknowledged would be told twice otherwise. */
  private void settle(ControlPeer before) {
    before.sendNoMore();
    try {
      if (before.isAlive()) {
        spool.awaitAcknowledged(SETTLING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Frame.Hello hello() {
    return new Frame.Hello(FrameCodec.VERSION, tables.current().generation(), epoch);
  }

  /** The TLS table that is in force afterwards. */
  long put(TlsTable table) {
    return superseded ? certificates.generation() : certificates.put(table);
  }

  long certificates() {
    return certificates.generation();
  }

  /** The peer is a router that took over: the files of the home are its own from now on. */
  synchronized void superseded() {
    superseded = true;
    file.forget();
  }

  /** Waits until the router before this one has told its last, for a bounded time. */
  public void awaitPredecessor(Duration atMost) throws InterruptedException {
    Predecessor before = predecessor;
    if (before != null) {
      before.awaitGone(atMost);
    }
  }

  /** The router that took over has ended; where no other did, this one takes its place again. */
  void successorIsGone() {
    if (closed || answers(path)) {
      return;
    }
    try {
      if (inode.equals(inodeOf(former()))) {
        Files.move(former(), path, StandardCopyOption.ATOMIC_MOVE);
        superseded = false;
        log.info("The router that took over has ended; this one listens to paasd again");
      }
    } catch (IOException e) {
      log.warn("The control socket {} could not be put into its place again", path, e);
    }
  }

  /** How many requests are in flight on these endpoints when they have ended or time is up. */
  int awaitDrained(List<Endpoint> endpoints, Patience patience) throws InterruptedException {
    long begun = System.nanoTime();
    int left = tables.awaitDrained(endpoints, patience);
    Predecessor before = predecessor;
    if (before == null) {
      return left;
    }
    Duration passed = Duration.ofNanos(System.nanoTime() - begun);
    return left + before.awaitDrained(endpoints, patience.after(passed));
  }

  /** What the requests do at this moment, here and in the router before this one. */
  List<RouteLoad> load(String appId)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<RouteLoad> parts = new ArrayList<>(gauge.of(appId));
    Predecessor before = predecessor;
    if (before != null) {
      parts.addAll(before.load(appId, FORMERS_ANSWER));
    }
    return RouteLoad.sum(parts).stream().limit(MOST_LOADS).toList();
  }

  /**
   * Puts a table in force and on disk, unless a newer one is. A disk that fails is reported and
   * does not hold up the traffic: the control plane sends the table again after a restart.
   *
   * @return the generation in force
   */
  synchronized long put(RouteTable table) {
    if (tables.apply(table)) {
      Predecessor before = predecessor;
      if (before != null) {
        before.put(table);
      }
      try {
        if (!superseded) {
          file.save(table);
        }
      } catch (IOException | IllegalArgumentException e) {
        log.error("Route table {} is in force but could not be saved", table.generation(), e);
      }
    }
    return tables.current().generation();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    List<Closeable> ends = new ArrayList<>(List.of(acceptor));
    List<ControlPeer> open = List.copyOf(connections);
    ends.addAll(open);
    open.forEach(each -> ends.add(() -> each.join(CLOSING)));
    List.of(path, beside(path), former()).forEach(name -> ends.add(() -> deleteOwn(name)));
    // The last: once it hears of the end it puts its own socket into the place of this one's.
    Optional.ofNullable(predecessor).ifPresent(ends::add);
    new Endings(ends).run();
  }

  /** Under each of these names may be the socket of another router. */
  private void deleteOwn(Path name) throws IOException {
    try {
      if (inode.equals(inodeOf(name))) {
        Files.delete(name);
      }
    } catch (NoSuchFileException e) {
      log.debug("{} is gone already", name);
    }
  }

  private static Object inodeOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
