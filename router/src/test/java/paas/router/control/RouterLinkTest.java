package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.router.control.table.TableFile;
import paas.router.control.tls.TlsKeeper;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteLoad;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.balance.LiveRoute;
import paas.router.http.balance.Tables;
import paas.router.tls.Challenge;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

class RouterLinkTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ControlLimits QUICK =
      new ControlLimits(
          1_000,
          1 << 20,
          100,
          1 << 18,
          Duration.ofMillis(1),
          Duration.ofMillis(50),
          Duration.ofMillis(200));
  private static final RequestLineSink NOWHERE = (epoch, lines) -> {};

  @TempDir Path directory;
  private LoadGauge gauge = appId -> List.of();
  private final BlockingQueue<List<String>> woken = new LinkedBlockingQueue<>();

  /** The router's half without its proxy. */
  private final class Half implements AutoCloseable {
    final Tables tables = new Tables();
    final LineSpool spool = new LineSpool(QUICK);
    final WakeUps wakeUps = new WakeUps();
    final TlsTables certificates = TlsTables.withJdkEngine();
    final ControlServer server;

    Half() throws IOException {
      this(false);
    }

    Half(boolean takesOver) throws IOException {
      server =
          ControlServer.open(
              socket(),
              tables,
              new TableFile(directory.resolve("table")),
              new TlsKeeper(certificates, directory.resolve("certificates")),
              spool,
              wakeUps,
              takesOver);
      server.start(gauge);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private Path socket() {
    return directory.resolve("router.sock");
  }

  private RouterLink link(RequestLineSink sink) {
    return new RouterLink(socket(), sink, woken::add, QUICK);
  }

  private static List<Route> serving(Endpoint... endpoints) {
    return List.of(
        new Route(
            new Hostname("a.test"),
            new Target.Serving(new RoutedApp("id", "a"), List.of(endpoints), RouteLimits.DEFAULT)));
  }

  private static Endpoint endpoint(int port) {
    return new Endpoint("web.1", "127.0.0.1", port, "c" + port);
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Did not happen: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static LiveEndpoint claim(Tables tables) {
    LiveRoute route = tables.current().find("a.test", "/");
    if (route == null) {
      throw new AssertionError("No route");
    }
    LiveEndpoint claimed =
        route.choice().claim(new java.util.SplittableRandom(1), System.nanoTime(), List.of());
    if (claimed == null) {
      throw new AssertionError("No endpoint");
    }
    return claimed;
  }

  @Test
  void publishedRoutesAreInForceAndOnDiskWhenPublishReturns() throws Exception {
    try (Half router = new Half();
        RouterLink link = link(NOWHERE)) {
      assertEquals(1, link.publish(serving(endpoint(1)), SOON));
      assertEquals(1, router.tables.current().generation());
      assertEquals(1, new TableFile(directory.resolve("table")).load().orElseThrow().generation());
      assertEquals(2, link.publish(serving(endpoint(2)), SOON));
      assertEquals(
          PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(socket()));
    }
  }

  @Test
  void restartedRouterServesTheLastTableByItself() throws Exception {
    try (Half router = new Half();
        RouterLink link = link(NOWHERE)) {
      link.publish(serving(endpoint(1)), SOON);
    }
    try (Half router = new Half()) {
      assertEquals(1, router.tables.current().generation());
      assertEquals(endpoint(1), claim(router.tables).endpoint());
    }
  }

  @Test
  void restartedControlPlaneGoesOnAboveTheGenerationThatItFinds() throws Exception {
    try (Half router = new Half()) {
      try (RouterLink link = link(NOWHERE)) {
        link.publish(serving(endpoint(1)), SOON);
        link.publish(serving(endpoint(2)), SOON);
      }
      try (RouterLink link = link(NOWHERE)) {
        assertEquals(3, link.publish(serving(endpoint(3)), SOON));
        assertEquals(endpoint(3), claim(router.tables).endpoint());
      }
    }
  }

  @Test
  void routesArePublishedOnceTheRouterComes() throws Exception {
    try (RouterLink link = link(NOWHERE)) {
      RouterUnavailable e =
          assertThrows(
              RouterUnavailable.class,
              () -> link.publish(serving(endpoint(1)), Duration.ofMillis(30)));
      assertTrue(e.toString().contains("Is paas-router running"), e.toString());
      try (Half router = new Half()) {
        await("the routes arrive", () -> router.tables.current().generation() > 0);
        assertEquals(endpoint(1), claim(router.tables).endpoint());
      }
    }
  }

  @Test
  void routerThatLostItsTableGetsItAgain() throws Exception {
    try (RouterLink link = link(NOWHERE)) {
      try (Half router = new Half()) {
        link.publish(serving(endpoint(1)), SOON);
      }
      Files.delete(directory.resolve("table"));
      try (Half router = new Half()) {
        await("the routes arrive", () -> router.tables.current().generation() >= 1);
        assertEquals(endpoint(1), claim(router.tables).endpoint());
      }
    }
  }

  @Test
  void routerThatHangsIsUnavailableInTime() throws Exception {
    try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      deaf.bind(UnixDomainSocketAddress.of(socket()));
      try (RouterLink link = link(NOWHERE)) {
        assertThrows(
            RouterUnavailable.class,
            () -> link.publish(serving(endpoint(1)), Duration.ofMillis(50)));
        assertFalse(link.awaitDrained(List.of(endpoint(1)), Duration.ofMillis(50)));
      }
    }
  }

  @Test
  void drainWaitsForTheLastRequest() throws Exception {
    try (Half router = new Half();
        RouterLink link = link(NOWHERE)) {
      link.publish(serving(endpoint(1)), SOON);
      LiveEndpoint claimed = claim(router.tables);
      link.publish(serving(endpoint(2)), SOON);
      assertFalse(link.awaitDrained(List.of(endpoint(1)), Duration.ofMillis(40)));
      CountDownLatch drained = new CountDownLatch(1);
      Thread.ofVirtual()
          .start(() -> {
            assertTrue(link.awaitDrained(List.of(endpoint(1)), SOON));
            drained.countDown();
          });
      assertFalse(drained.await(20, TimeUnit.MILLISECONDS));
      claimed.release();
      assertTrue(drained.await(5, TimeUnit.SECONDS));
      assertTrue(
          link.awaitDrained(List.of(endpoint(2)), SOON), "nothing is in flight there either");
    }
  }

  @Test
  void drainOfARouterThatIsGoneReturns() throws Exception {
    try (RouterLink link = link(NOWHERE)) {
      try (Half router = new Half()) {
        link.publish(serving(endpoint(1)), SOON);
      }
      assertFalse(link.awaitDrained(List.of(endpoint(1)), SOON));
    }
  }

  private static RouteLoad load(String appId, String host, int inFlight) {
    return new RouteLoad(appId, new Hostname(host), PathPrefix.ROOT, inFlight, 0);
  }

  @Test
  void whatIsInFlightIsToldWhenItIsAsked() throws Exception {
    gauge = appId -> List.of(load(appId, "a.test", 1), load(appId, "b.test", 2));
    try (Half router = new Half();
        RouterLink link = link(NOWHERE)) {
      await("the link is there", link::isConnected);
      assertEquals(
          Optional.of(List.of(load("id", "b.test", 2), load("id", "a.test", 1))),
          link.load("id", SOON));
    }
  }

  @Test
  void whatIsInFlightInTheRouterBeforeCountsToo() throws Exception {
    gauge = appId -> List.of(load(appId, "a.test", 1));
    try (Half former = new Half();
        RouterLink link = link(NOWHERE)) {
      await("the link is there", link::isConnected);
      gauge = appId -> List.of(load(appId, "a.test", 20));
      try (Half router = new Half(true)) {
        Optional<List<RouteLoad>> both = Optional.of(List.of(load("id", "a.test", 21)));
        await("both are heard", () -> link.load("id", SOON).equals(both));
      }
    }
  }

  @Test
  void nobodyWaitsLongForARouterThatDoesNotCount() throws Exception {
    gauge =
        appId -> {
          throw new TimeoutException("the loops hang");
        };
    try (RouterLink link = link(NOWHERE)) {
      assertEquals(Optional.empty(), link.load("id", SOON), "no router is there");
      try (Half router = new Half()) {
        await("the link is there", link::isConnected);
        assertEquals(Optional.empty(), link.load("id", Duration.ofMillis(50)));
        CompletableFuture<Optional<List<RouteLoad>>> asked =
            CompletableFuture.supplyAsync(() -> link.load("id", Duration.ofMinutes(1)));
        assertThrows(TimeoutException.class, () -> asked.get(20, TimeUnit.MILLISECONDS));
        router.close();
        assertEquals(Optional.empty(), asked.get(5, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void linesReachTheSinkOnceAndInOrder() throws Exception {
    BlockingQueue<RequestLine> taken = new LinkedBlockingQueue<>();
    try (Half router = new Half();
        RouterLink link = link((epoch, lines) -> taken.addAll(lines))) {
      for (int i = 1; i <= 500; i++) {
        router.spool.record("app", Instant.EPOCH, "line " + i);
      }
      for (int i = 1; i <= 500; i++) {
        RequestLine line = taken.poll(5, TimeUnit.SECONDS);
        assertEquals(new RequestLine(i, "app", Instant.EPOCH, "line " + i), line);
      }
      router.spool.awaitEmpty(SOON);
      assertTrue(taken.isEmpty());
    }
  }

  @Test
  void linesSurviveARestartOfTheControlPlaneInAnyMoment() throws Exception {
    Set<Long> taken = new HashSet<>();
    AtomicInteger calls = new AtomicInteger();
    RequestLineSink dies =
        (epoch, lines) -> {
          // Every third batch is stored and then the process dies; every other one before it.
          int call = calls.incrementAndGet();
          if (call % 3 != 1) {
            lines.forEach(line -> taken.add(line.sequence()));
          }
          if (call % 3 != 0) {
            throw new IllegalStateException("killed");
          }
        };
    try (Half router = new Half()) {
      for (int i = 1; i <= 900; i++) {
        router.spool.record("app", Instant.EPOCH, "line " + i);
      }
      for (int life = 0; life < 100 && taken.size() < 900; life++) {
        int before = calls.get();
        try (RouterLink link = link(dies)) {
          await("a batch came", () -> calls.get() > before);
        }
      }
      assertEquals(900, taken.size());
      assertTrue(taken.contains(1L) && taken.contains(900L));
    }
  }

  @Test
  void sinkThatHangsHoldsUpNeitherTablesNorDrains() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    RequestLineSink hangs =
        (epoch, lines) -> {
          hanging.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (Half router = new Half();
        RouterLink link = link(hangs)) {
      for (int i = 0; i < 5_000; i++) {
        router.spool.record("app", Instant.EPOCH, "line");
      }
      assertTrue(hanging.await(5, TimeUnit.SECONDS));
      assertEquals(1, link.publish(serving(endpoint(1)), SOON));
      assertTrue(link.awaitDrained(List.of(endpoint(1)), SOON));
      release.countDown();
    }
  }

  @Test
  void secondRouterInOneHomeIsRefused() throws Exception {
    try (Half router = new Half()) {
      IOException e = assertThrows(IOException.class, Half::new);
      assertTrue(e.toString().contains("Another router"), e.toString());
      assertTrue(Files.exists(socket()));
    }
  }

  @Test
  void socketOfAKilledRouterIsReplaced() throws Exception {
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(socket()));
    }
    try (Half router = new Half();
        RouterLink link = link(NOWHERE)) {
      assertEquals(1, link.publish(serving(endpoint(1)), SOON));
    }
  }

  @Test
  void garbageOnTheSocketHarmsNobody() throws Exception {
    try (Half router = new Half()) {
      List<java.nio.channels.SocketChannel> channels = new ArrayList<>();
      for (byte[] garbage :
          List.of(
              new byte[] {0x7f, 0x7f, 0x7f, 0x7f},
              new byte[] {0, 0, 0, 1, 99},
              new byte[] {0, 0, 0, 0})) {
        java.nio.channels.SocketChannel channel =
            java.nio.channels.SocketChannel.open(UnixDomainSocketAddress.of(socket()));
        channel.write(java.nio.ByteBuffer.wrap(garbage));
        channels.add(channel);
      }
      try (RouterLink link = link(NOWHERE)) {
        assertEquals(1, link.publish(serving(endpoint(1)), SOON));
      }
      for (java.nio.channels.SocketChannel channel : channels) {
        channel.close();
      }
    }
  }

  private static List<Route> sleeping() {
    return List.of(
        new Route(new Hostname("a.test"), new Target.Sleeping(new RoutedApp("id", "a"))));
  }

  @Test
  void asleepIsToldAtOnceAgainAndToWhoeverConnectsNextUntilATableSaysOtherwise() throws Exception {
    try (Half half = new Half()) {
      try (RouterLink link = link(NOWHERE)) {
        link.publish(sleeping(), SOON);
        half.wakeUps.wake("id");
        half.wakeUps.wake("unknown");
        assertEquals(List.of("id"), woken.poll(10, TimeUnit.SECONDS));
        assertEquals(List.of("id"), woken.poll(10, TimeUnit.SECONDS), "again");
      }
      woken.clear();
      try (RouterLink link = link(NOWHERE)) {
        assertEquals(List.of("id"), woken.poll(10, TimeUnit.SECONDS), "a new paasd");
        link.publish(serving(endpoint(1)), SOON);
        await(
            "forgotten", () -> half.wakeUps.asleep(() -> half.tables.current().source()).isEmpty());
        woken.clear();
        link.publish(sleeping(), SOON);
        half.wakeUps.wake("id");
        assertEquals(List.of("id"), woken.poll(10, TimeUnit.SECONDS), "asleep once more");
      }
    }
  }

  @Test
  void certificatesAreSentAgainToARouterThatStartsAnewAndItKeepsTheLastOnDisk() throws Exception {
    TlsTable first = challenge("one");
    try (RouterLink link = link(NOWHERE)) {
      try (Half half = new Half()) {
        link.publish(first, SOON);
        assertEquals("one", half.certificates.current().answer("a.test", "t"));
      }
      try (Half half = new Half()) {
        assertEquals("one", half.certificates.current().answer("a.test", "t"), "from disk");
        link.publish(challenge("two"), SOON);
        assertEquals("two", half.certificates.current().answer("a.test", "t"));
      }
    }
    try (RouterLink link = link(NOWHERE);
        Half half = new Half()) {
      link.publish(challenge("three"), SOON);
      assertEquals("three", half.certificates.current().answer("a.test", "t"), "of a new paasd");
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("certificates"))));
  }

  @Test
  void certificatesThatAreTooManyAreRefusedAndTheLinkGoesOn() throws Exception {
    try (RouterLink link = link(NOWHERE)) {
      try (Half half = new Half()) {
        link.publish(challenge("one"), SOON);
        TlsTable large = challenge("x".repeat(60_000));
        TlsTable tooLarge =
            new TlsTable(0, List.of(), Collections.nCopies(300, large.challenges().getFirst()));
        assertThrows(IllegalArgumentException.class, () -> link.publish(tooLarge, SOON));
      }
      try (Half half = new Half()) {
        assertEquals(1, link.publish(serving(endpoint(1)), SOON), "on a new connection");
        link.publish(challenge("two"), SOON);
        assertEquals("two", half.certificates.current().answer("a.test", "t"));
      }
    }
  }

  private static TlsTable challenge(String answer) {
    return new TlsTable(
        0, List.of(), List.of(new Challenge.Http(new Hostname("a.test"), "t", answer)));
  }

  @Test
  void routerThatTakesOverIsToldWhatTheOneBeforeHasStillToTell() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (Half former = new Half();
        RouterLink link = link((epoch, more) -> more.forEach(line -> told.add(line.text())))) {
      link.publish(serving(endpoint(1)), SOON);
      former.spool.record("id", Instant.EPOCH, "before");
      await("the first line is told", () -> told.equals(List.of("before")));
      try (Half next = new Half(true)) {
        assertEquals(2, link.publish(serving(endpoint(2)), SOON));
        await("the next one has it", () -> next.tables.current().generation() == 2);
        former.spool.record("id", Instant.EPOCH, "after");
        await("the other is told once", () -> told.equals(List.of("before", "after")));
        await("the former hears of it", () -> former.tables.current().generation() == 2);
      }
    }
  }

  @Test
  void requestsInFlightInTheRouterBeforeAreAwaited() throws Exception {
    try (Half former = new Half();
        RouterLink link = link(NOWHERE)) {
      link.publish(serving(endpoint(1)), SOON);
      LiveEndpoint claimed = claim(former.tables);
      try (Half next = new Half(true)) {
        link.publish(serving(endpoint(2)), SOON);
        assertEquals(0, next.tables.inFlight(Set.of(endpoint(1))));
        assertFalse(link.awaitDrained(Set.of(endpoint(1)), Duration.ofMillis(200)));
        claimed.release();
        assertTrue(link.awaitDrained(Set.of(endpoint(1)), SOON));
      }
    }
  }

  @Test
  void routerWhoseSuccessorDiesIsReachedAgain() throws Exception {
    try (Half former = new Half();
        RouterLink link = link(NOWHERE)) {
      link.publish(serving(endpoint(1)), SOON);
      try (Half next = new Half(true)) {
        link.publish(serving(endpoint(2)), SOON);
        await("the next one has it", () -> next.tables.current().generation() == 2);
      }
      link.publish(serving(endpoint(3)), SOON);
      await("the former serves it", () -> former.tables.current().generation() == 3);
      assertEquals(3, new TableFile(directory.resolve("table")).load().orElseThrow().generation());
    }
    assertTrue(Files.notExists(socket()));
    assertTrue(Files.notExists(directory.resolve("former.sock")));
  }
}
