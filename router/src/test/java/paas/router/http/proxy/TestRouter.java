package paas.router.http.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import paas.router.http.Hostname;
import paas.router.http.Pages;
import paas.router.http.PathPrefix;
import paas.router.http.Protocol;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteLoad;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.Visitors;
import paas.router.http.balance.BalanceLimits;
import paas.router.http.balance.Tables;
import paas.router.http.message.TrustedProxies;
import paas.router.tls.TlsTables;

/**
 * A proxy on a free port with short waits, the table that it serves, and the lines that it wrote.
 */
final class TestRouter implements AutoCloseable {
  static final RoutedApp SHOP = new RoutedApp("app-id-1", "shop");
  static final String HOST = "shop.test";
  static final int LOOPS = 2;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** Waits of milliseconds instead of seconds, but for what is to come: that is waited for. */
  static final HttpLimits QUICK = booting(Duration.ofSeconds(30));

  /** First-byte and idle limits for those that are to be reached. */
  static final RouteLimits BRIEF = new RouteLimits(Duration.ofMillis(400), Duration.ofMillis(400));

  final Tables tables;
  final TlsTables certificates;
  final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** A line that holds this cannot be written. */
  volatile String unwritable = "\0";

  /** Sees each line on the loop that writes it, before it is there for {@link #line}. */
  volatile Consumer<String> witness = _ -> {};

  /** Wakes beyond its capacity fail, as they do when nobody can be told. */
  final BlockingQueue<String> woken = new LinkedBlockingQueue<>(100);

  final ProxyServer server;
  private long generation;

  /** The same where a request waits so long for an app to boot. */
  static HttpLimits booting(Duration atMost) {
    return HttpLimits.DEFAULT.withWaits(
        new HttpLimits.Waits(
            Duration.ofSeconds(1),
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            atMost,
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofMillis(10)));
  }

  /** Those that this machine has. */
  static Stream<Transport> transports() {
    return EnumSet.allOf(Transport.class).stream().filter(it -> it.whyNot().isEmpty());
  }

  private TestRouter(
      HttpLimits limits, TrustedProxies trusted, Duration finishing, BalanceLimits balance)
      throws IOException {
    this(
        InetAddress.getLoopbackAddress(),
        Transport.fastest(),
        TlsTables.withJdkEngine(),
        limits,
        trusted,
        false,
        finishing,
        balance);
  }

  private TestRouter(
      InetAddress listen,
      Transport transport,
      TlsTables certificates,
      HttpLimits limits,
      TrustedProxies trusted,
      boolean proxyProtocol,
      Duration finishing,
      BalanceLimits balance)
      throws IOException {
    this(
        listen, transport, certificates, limits, trusted, proxyProtocol, finishing, balance, LOOPS);
  }

  private TestRouter(
      InetAddress listen,
      Transport transport,
      TlsTables certificates,
      HttpLimits limits,
      TrustedProxies trusted,
      boolean proxyProtocol,
      Duration finishing,
      BalanceLimits balance,
      int threads)
      throws IOException {
    this(
        certificates,
        balance,
        new ProxyServer.Settings(
            transport,
            new InetSocketAddress(listen, 0),
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            OptionalInt.empty(),
            threads,
            limits,
            trusted,
            proxyProtocol,
            finishing,
            Map.of()));
  }

  private TestRouter(TlsTables certificates, BalanceLimits balance, ProxyServer.Settings settings)
      throws IOException {
    this.certificates = certificates;
    tables = new Tables(balance);
    server =
        ProxyServer.open(
            settings,
            tables,
            certificates,
            (appId, at, text) -> write(text),
            woken::add,
            InstantSource.system());
    server.accept();
  }

  private void write(String line) {
    if (line.contains(unwritable)) {
      throw new IllegalStateException("The line cannot be written");
    }
    witness.accept(line);
    lines.add(line);
  }

  static TestRouter open() throws IOException {
    return open(QUICK);
  }

  static TestRouter open(HttpLimits limits) throws IOException {
    return new TestRouter(limits, TrustedProxies.NONE, Duration.ZERO, BalanceLimits.DEFAULT);
  }

  /** One that serves all clients by one thread. */
  static TestRouter withOneThread(HttpLimits limits) throws IOException {
    return new TestRouter(
        InetAddress.getLoopbackAddress(),
        Transport.fastest(),
        TlsTables.withJdkEngine(),
        limits,
        TrustedProxies.NONE,
        false,
        Duration.ZERO,
        BalanceLimits.DEFAULT,
        1);
  }

  static TestRouter open(BalanceLimits balance) throws IOException {
    return open(QUICK, balance);
  }

  static TestRouter open(HttpLimits limits, BalanceLimits balance) throws IOException {
    return new TestRouter(limits, TrustedProxies.NONE, Duration.ZERO, balance);
  }

  static TestRouter open(TrustedProxies trusted) throws IOException {
    return new TestRouter(QUICK, trusted, Duration.ZERO, BalanceLimits.DEFAULT);
  }

  static TestRouter open(TlsTables certificates) throws IOException {
    return open(certificates, TrustedProxies.NONE, false);
  }

  /** One that is behind a balancer, whose headers have to come within 400 ms. */
  static TestRouter behindBalancer(TrustedProxies trusted) throws IOException {
    return open(TlsTables.withBestEngine(), trusted, true);
  }

  /** One whose HTTPS clients reach at this port. */
  static TestRouter behindMapping(int publicTlsPort) throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new TestRouter(
        TlsTables.withBestEngine(),
        BalanceLimits.DEFAULT,
        new ProxyServer.Settings(
            Transport.fastest(),
            anywhere,
            List.of(anywhere),
            OptionalInt.of(publicTlsPort),
            2,
            QUICK,
            TrustedProxies.NONE,
            false,
            Duration.ZERO,
            Map.of()));
  }

  private static TestRouter open(
      TlsTables certificates, TrustedProxies trusted, boolean proxyProtocol) throws IOException {
    HttpLimits limits =
        QUICK.withDrips(
            new HttpLimits.Drips(
                Duration.ofSeconds(30), Duration.ofMillis(400), Duration.ofSeconds(30)));
    return open(certificates, limits, trusted, proxyProtocol);
  }

  static TestRouter open(TlsTables certificates, HttpLimits limits) throws IOException {
    return open(certificates, limits, TrustedProxies.NONE, false);
  }

  private static TestRouter open(
      TlsTables certificates, HttpLimits limits, TrustedProxies trusted, boolean proxyProtocol)
      throws IOException {
    return new TestRouter(
        InetAddress.getLoopbackAddress(),
        Transport.fastest(),
        certificates,
        limits,
        trusted,
        proxyProtocol,
        Duration.ZERO,
        BalanceLimits.DEFAULT);
  }

  static TestRouter open(Transport transport) throws IOException {
    return open(transport, HttpLimits.DEFAULT);
  }

  static TestRouter open(Transport transport, HttpLimits limits) throws IOException {
    return new TestRouter(
        InetAddress.getLoopbackAddress(),
        transport,
        TlsTables.withBestEngine(),
        limits,
        TrustedProxies.NONE,
        false,
        Duration.ZERO,
        BalanceLimits.DEFAULT);
  }

  /** One that listens there. */
  static TestRouter at(InetAddress address, Transport transport) throws IOException {
    return new TestRouter(
        address,
        transport,
        TlsTables.withJdkEngine(),
        QUICK,
        TrustedProxies.NONE,
        false,
        Duration.ZERO,
        BalanceLimits.DEFAULT);
  }

  static TestRouter finishing(Duration atMost) throws IOException {
    return finishing(QUICK, atMost);
  }

  static TestRouter finishing(HttpLimits limits, Duration atMost) throws IOException {
    return new TestRouter(limits, TrustedProxies.NONE, atMost, BalanceLimits.DEFAULT);
  }

  /** Serves {@link #HOST} from these instances, with the limits that apps have. */
  TestRouter serve(TestApp... apps) {
    return route(serving(RouteLimits.DEFAULT, apps));
  }

  /** The same with {@link #BRIEF} limits. */
  TestRouter serveBriefly(TestApp... apps) {
    return route(serving(BRIEF, apps));
  }

  /** The same from instances that speak HTTP/2, and with these limits. */
  TestRouter serveHttp2(RouteLimits limits, TestApp... apps) {
    return routeHttp2(serving(limits, apps));
  }

  TestRouter serveHttp2(TestApp... apps) {
    return serveHttp2(RouteLimits.DEFAULT, apps);
  }

  private static Target serving(RouteLimits limits, TestApp... apps) {
    return new Target.Serving(SHOP, Stream.of(apps).map(TestApp::endpoint).toList(), limits);
  }

  TestRouter routeHttp2(Target target) {
    RouteSettings settings =
        new RouteSettings(Visitors.ALL, RouteSettings.UNLIMITED, false, Pages.NONE, Protocol.H2C);
    return put(List.of(new Route(new Hostname(HOST), PathPrefix.ROOT, target, settings)));
  }

  TestRouter route(Target target) {
    return put(List.of(new Route(new Hostname(HOST), target)));
  }

  TestRouter put(List<Route> routes) {
    tables.apply(new RouteTable(++generation, routes));
    return this;
  }

  Wire connect() throws IOException {
    return Wire.to(server.address());
  }

  Http2Wire connectHttp2() throws IOException {
    return Http2Wire.to(server.address());
  }

  /**
   * One request on a connection of its own; the wire is left with the answer's head, its body is
   * returned.
   */
  String get(String path) throws IOException {
    try (Wire wire = connect()) {
      return wire.get(HOST, path);
    }
  }

  /** What the requests of one app do at this moment, or of all; none while the router is busy. */
  List<RouteLoad> load(String appId) {
    try {
      return server.load(appId);
    } catch (TimeoutException e) {
      return List.of(); // Whoever waits asks again.
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** How many requests wait for an instance. */
  int queued() {
    return load("").stream().mapToInt(RouteLoad::queued).sum();
  }

  /** The next line that the router wrote. */
  String line() throws InterruptedException {
    String line = lines.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new AssertionError("The router wrote no line");
    }
    return line;
  }

  /** Waits for a state. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Did not happen: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
