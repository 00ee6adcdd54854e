package paas.router.http.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import paas.router.http.RouteLoad;
import paas.router.http.balance.Tables;
import paas.router.http.h2.WindowReserve;
import paas.router.http.message.TrustedProxies;
import paas.router.tls.TlsTables;

/**
 * The listening side of the router: a socket, another for TLS, a few event loops, each with its own
 * connections and pool.
 */
public final class ProxyServer implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int PAGE = 8 << 10;

  /** How long an event loop may take to say what it has in flight. */
  private static final Duration ANSWERING = Duration.ofSeconds(1);

  private static final Duration SETTLING = Duration.ofMillis(200);

  /**
   * Chunks of 1 MB: the heap's size is also the bound of direct memory, so growth goes in small
   * steps.
   */
  private static final int CHUNK_ORDER = 7;

  private final MultiThreadIoEventLoopGroup group;
  private final Map<EventLoop, Worker> workers;
  private final AtomicInteger connections;
  private final AtomicBoolean closing;
  private final List<Channel> listening;
  private final Duration finishing;

  private ProxyServer(
      MultiThreadIoEventLoopGroup group,
      Map<EventLoop, Worker> workers,
      AtomicInteger connections,
      AtomicBoolean closing,
      List<Channel> listening,
      Duration finishing) {
    this.group = group;
    this.workers = workers;
    this.connections = connections;
    this.closing = closing;
    this.listening = List.copyOf(listening);
    this.finishing = finishing;
  }

  /**
   * How the server is set up; the rest comes from the tables.
   *
   * @param transport one that this machine has
   * @param tlsListen where HTTPS is served; none where it is off
   * @param publicTlsPort where clients reach that, if not at the same port
   * @param proxyProtocol whether every connection begins with a header of the PROXY protocol
   * @param held descriptors of sockets that listen already, do not block, and are somebody else's
   *     too: closing them here does not close them there
   */
  public record Settings(
      Transport transport,
      InetSocketAddress listen,
      List<InetSocketAddress> tlsListen,
      OptionalInt publicTlsPort,
      int eventLoops,
      HttpLimits limits,
      TrustedProxies trusted,
      boolean proxyProtocol,
      Duration finishing,
      Map<InetSocketAddress, Integer> held) {}

  /**
   * Listens. Connections wait until {@link #accept}: who takes over from another server has to know
   * first what that one knows.
   *
   * @throws IOException if an address cannot be bound
   */
  public static ProxyServer open(
      Settings settings,
      Tables tables,
      TlsTables certificates,
      RequestLog requestLog,
      WakeCall wakeCall,
      InstantSource clock)
      throws IOException {
    MultiThreadIoEventLoopGroup group = eventLoops(settings);
    ByteBufAllocator allocator =
        new PooledByteBufAllocator(true, 0, settings.eventLoops(), PAGE, CHUNK_ORDER);
    AtomicInteger connections = new AtomicInteger();
    AtomicBoolean closing = new AtomicBoolean();
    Tls tls = new Tls(certificates, new AtomicInteger());
    Worker.Shared shared =
        new Worker.Shared(
            tables,
            tls,
            settings.limits(),
            settings.trusted(),
            settings.proxyProtocol(),
            requestLog,
            wakeCall,
            clock,
            new BufferBudget(settings.limits().buffers().total()),
            new BufferBudget(settings.limits().heads().connecting()),
            new BufferBudget(settings.limits().heads().connecting()),
            new WindowReserve(settings.limits().http2().grownOfAll()),
            connections,
            closing,
            new Gate(settings.trusted(), new RateLimiter(RateLimiter.MAX_CLIENTS)));
    UpstreamTransport upstream = new UpstreamTransport(settings.transport().socket(), allocator);
    Map<EventLoop, Worker> workers = startWorkers(group, shared, upstream);
    try {
      List<Channel> listening = listen(settings, tls, group, workers, allocator);
      return new ProxyServer(group, workers, connections, closing, listening, settings.finishing());
    } catch (IOException e) {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
  }

  /** What a probe found possible may fail for many loops, for want of descriptors or memory. */
  private static MultiThreadIoEventLoopGroup eventLoops(Settings settings) throws IOException {
    try {
      return new MultiThreadIoEventLoopGroup(
          settings.eventLoops(),
          new DefaultThreadFactory("router-http"),
          settings.transport().handlers());
    } catch (IllegalStateException e) {
      throw new IOException(
          "Cannot start %d event loops by %s: %s. Set PAAS_ROUTER_TRANSPORT to epoll, or PAAS_ROUTER_THREADS to fewer"
              .formatted(settings.eventLoops(), settings.transport(), e.getCause()),
          e);
    }
  }

  private static Map<EventLoop, Worker> startWorkers(
      MultiThreadIoEventLoopGroup group, Worker.Shared shared, UpstreamTransport upstream) {
    SecureRandom seeds = new SecureRandom();
    Map<EventLoop, Worker> workers = new IdentityHashMap<>();
    for (EventExecutor executor : group) {
      EventLoop loop = (EventLoop) executor;
      Worker worker = new Worker(shared, loop, upstream, seeds.nextLong());
      workers.put(loop, worker);
      worker.start();
    }
    LoopSpread.begin(workers.keySet(), KernelThread.cpus(), System::nanoTime);
    return workers;
  }

  private static List<Channel> listen(
      Settings settings,
      Tls tls,
      MultiThreadIoEventLoopGroup group,
      Map<EventLoop, Worker> workers,
      ByteBufAllocator allocator)
      throws IOException {
    if (settings.transport() == Transport.NIO && !settings.held().isEmpty()) {
      throw new IOException(
          "Sockets that listen already need io_uring or epoll, and there is neither");
    }
    ServerBootstrap bootstrap = new ServerBootstrap().group(group);
    options(bootstrap, allocator, settings.limits().buffers().response());
    List<Channel> listening = new ArrayList<>();
    listening.add(
        bind(
            bootstrap.clone(),
            channel -> accept(channel, workers, false),
            listener(settings, settings.listen()),
            "PAAS_HTTP_PORT to 8080"));
    for (InetSocketAddress address : settings.tlsListen()) {
      Channel secure =
          bind(
              bootstrap.clone(),
              channel -> accept(channel, workers, true),
              listener(settings, address),
              "PAAS_HTTPS_PORT to 8443 or off");
      listening.add(secure);
      int port = ((InetSocketAddress) secure.localAddress()).getPort();
      tls.port().set(settings.publicTlsPort().orElse(port));
    }
    return listening;
  }

  /** A socket that is to be bound to the address, or that listens on it already. */
  private record Listener(
      InetSocketAddress address, ChannelFactory<ServerChannel> factory, boolean listens) {
    ChannelFuture open(ServerBootstrap bootstrap) {
      bootstrap.channelFactory(factory);
      return listens ? bootstrap.register() : bootstrap.bind(address);
    }
  }

  private static Listener listener(Settings settings, InetSocketAddress address) {
    Transport transport = settings.transport();
    Integer descriptor = settings.held().get(address);
    return descriptor == null
        ? new Listener(address, transport::listener, false)
        : new Listener(address, () -> transport.held(descriptor), true);
  }

  private static void options(ServerBootstrap bootstrap, ByteBufAllocator allocator, int ahead) {
    bootstrap
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.ALLOCATOR, allocator)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new ReceiveBuffers())
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(ahead / 2, ahead));
  }

  private static Channel bind(
      ServerBootstrap bootstrap,
      Consumer<SocketChannel> accept,
      Listener listener,
      String otherPort)
      throws IOException {
    bootstrap.childHandler(
        new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            accept.accept(channel);
          }
        });
    ChannelFuture bound = listener.open(bootstrap).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "Cannot listen on %s:%d: %s. %s"
              .formatted(
                  listener.address().getHostString(),
                  listener.address().getPort(),
                  bound.cause().getMessage(),
                  adviceOn(bound.cause(), otherPort)),
          bound.cause());
    }
    return bound.channel();
  }

  private static String adviceOn(Throwable cause, String otherPort) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("ermission")
        ? "Ports below 1024 need CAP_NET_BIND_SERVICE; grant it, or set " + otherPort
        : "Stop what uses the port (ss -ltnp shows it), or set " + otherPort;
  }

  private static void accept(
      SocketChannel channel, Map<EventLoop, Worker> workers, boolean secure) {
    Worker worker = workers.get(channel.eventLoop());
    if (worker == null) {
      throw new IllegalStateException("A connection on an event loop without a worker");
    }
    Pipelines.install(channel, worker, secure);
  }

  /** Requests are served from now on. */
  public void accept() {
    listening.forEach(channel -> channel.config().setAutoRead(true));
  }

  /** Where it listens, with the port that the system chose if none was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getFirst().localAddress();
  }

  /** The same for HTTPS, where it is on. */
  public Optional<InetSocketAddress> tlsAddress() {
    return listening.stream()
        .skip(1)
        .map(channel -> (InetSocketAddress) channel.localAddress())
        .findFirst();
  }

  /**
   * What the requests do at this moment, by route, the busiest first; of one app, or of all where
   * the id is empty. Requests pay nothing for it.
   *
   * @throws TimeoutException when an event loop does not answer in time
   */
  public List<RouteLoad> load(String appId)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<CompletableFuture<List<RouteLoad>>> asked = new ArrayList<>();
    workers.forEach(
        (loop, worker) -> asked.add(CompletableFuture.supplyAsync(() -> worker.load(appId), loop)));
    List<RouteLoad> found = new ArrayList<>();
    for (CompletableFuture<List<RouteLoad>> answer : asked) {
      found.addAll(answer.get(ANSWERING.toMillis(), TimeUnit.MILLISECONDS));
    }
    return RouteLoad.sum(found);
  }

  /** Stops accepting, lets requests in flight end for a bounded time, then ends every thread. */
  @Override
  public void close() {
    if (stopAccepting()) {
      tell(Worker::finish);
      awaitNoConnection(finishing);
      shutDown();
    }
  }

  /**
   * The same while another process accepts from the same sockets: gentler and slower. A client that
   * is about to send a request is answered, and told that the connection ends with the answer.
   *
   * @param atMost how long requests in flight may take to end
   */
  public void retire(Duration atMost) {
    if (stopAccepting()) {
      tell(Worker::retire);
      // What was accepted last is counted only once its event loop has it.
      LockSupport.parkNanos(SETTLING.toNanos());
      awaitNoConnection(finishing);
      tell(Worker::finish);
      awaitNoConnection(atMost);
      shutDown();
    }
  }

  /** All but those that have ended, whose clients are lost. */
  private void tell(Consumer<Worker> order) {
    workers.forEach((loop, worker) -> {
      try {
        loop.execute(() -> order.accept(worker));
      } catch (RejectedExecutionException e) {
        // It has ended before.
      }
    });
  }

  /** All sockets at once: an event loop that hangs must not have the others accept on. */
  private boolean stopAccepting() {
    if (closing.getAndSet(true)) {
      return false;
    }
    List<ChannelFuture> closed = listening.stream().map(Channel::close).toList();
    closed.forEach(socket -> socket.awaitUninterruptibly(ANSWERING.toMillis()));
    return true;
  }

  /**
   * Waits until an event loop hangs or has ended, and tells what it is at. Its clients wait for
   * nothing then, and what it was asked to do is never done. Not told of at the server's own end.
   */
  public String awaitStall() throws InterruptedException {
    String where = StallWatch.await(workers.keySet());
    if (closing.get()) {
      new CountDownLatch(1).await();
    }
    return where;
  }

  private void awaitNoConnection(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (connections.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private void shutDown() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
