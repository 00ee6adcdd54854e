package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.control.table.TableFile;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Patience;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.balance.LiveTable;
import paas.router.tls.Challenge;
import paas.router.tls.TlsTable;

class RouterLinkTest extends LinkScene {
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

  /** A table of many buffers, and after it one that has all but one app in common with it. */
  @Test
  void whatALargeTableHasInCommonWithTheOneInForceStays() throws Exception {
    try (Half router = new Half();
        RouterLink link = link(NOWHERE)) {
      link.publish(many(0), SOON);
      LiveTable first = router.tables.current();
      link.publish(many(1), SOON);
      LiveTable second = router.tables.current();
      assertEquals(many(1), second.table().routes());
      for (Route route : many(1)) {
        String host = route.host().value();
        boolean deployed = host.endsWith(".app-7.test");
        Route before = first.table().find(host, "/");
        assertEquals(deployed, before != second.table().find(host, "/"), host);
      }
      assertEquals(
          many(1), new TableFile(directory.resolve("table")).load().orElseThrow().routes());
    }
  }

  private static List<Route> many(int deploys) {
    List<Route> routes = new ArrayList<>();
    for (int app = 0; app < 50; app++) {
      Endpoint endpoint =
          new Endpoint("web.1", "127.0.0.1", 5000 + app, "" + (app == 7 ? deploys : 0));
      Target target =
          new Target.Serving(
              new RoutedApp("id-" + app, "app-" + app), List.of(endpoint), RouteLimits.DEFAULT);
      for (int host = 0; host < 100; host++) {
        routes.add(new Route(new Hostname("host-" + host + ".app-" + app + ".test"), target));
      }
    }
    return routes;
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
        assertFalse(link.awaitDrained(List.of(endpoint(1)), Patience.of(Duration.ofMillis(50))));
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
      assertFalse(link.awaitDrained(List.of(endpoint(1)), Patience.of(Duration.ofMillis(40))));
      CountDownLatch drained = new CountDownLatch(1);
      Thread.ofVirtual()
          .start(() -> {
            assertTrue(link.awaitDrained(List.of(endpoint(1)), Patience.of(SOON)));
            drained.countDown();
          });
      assertFalse(drained.await(20, TimeUnit.MILLISECONDS));
      claimed.release();
      assertTrue(drained.await(30, TimeUnit.SECONDS));
      assertTrue(
          link.awaitDrained(List.of(endpoint(2)), Patience.of(SOON)),
          "nothing is in flight there either");
    }
  }

  @Test
  void drainOfARouterThatIsGoneReturns() throws Exception {
    try (RouterLink link = link(NOWHERE)) {
      try (Half router = new Half()) {
        link.publish(serving(endpoint(1)), SOON);
      }
      assertFalse(link.awaitDrained(List.of(endpoint(1)), Patience.of(SOON)));
    }
  }

  /** Its clients went with it: nobody is waited for without end, a moment at a time. */
  @Test
  void drainOfARouterThatHasBeenGoneForAWhileReturnsAtOnce() throws Exception {
    try (RouterLink link = link(NOWHERE)) {
      long begun = System.nanoTime();
      for (int ask = 0; ask < 50; ask++) {
        assertFalse(link.awaitDrained(List.of(endpoint(1)), Patience.of(SOON)));
      }
      assertTrue(System.nanoTime() - begun < QUICK.routerGone().multipliedBy(25).toNanos());
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
  void whoOnlyLooksWhetherARouterAnswersThrowsNobodyOut() throws Exception {
    try (Half router = new Half();
        FrameChannel paasd = FrameChannel.connect(socket())) {
      paasd.write(new Frame.Hello(FrameCodec.VERSION, 0, ""));
      assertInstanceOf(Frame.Hello.class, paasd.read());
      assertInstanceOf(Frame.TlsInForce.class, paasd.read());
      assertThrows(IOException.class, Half::new);
      for (int question = 0; question < 100; question++) {
        paasd.write(new Frame.AskLoad(question, ""));
        assertEquals(new Frame.Load(question, List.of()), paasd.read());
      }
    }
  }

  @Test
  void paasdOfAnotherVersionIsToldSoAndThrowsNobodyOut() throws Exception {
    try (Half router = new Half();
        RouterLink link = link(NOWHERE);
        FrameChannel other = FrameChannel.connect(socket())) {
      link.publish(serving(endpoint(1)), SOON);
      await("lines are taken", link::isConnected);
      other.write(new Frame.Hello(FrameCodec.VERSION + 1, 0, ""));
      Frame.Hello told = assertInstanceOf(Frame.Hello.class, other.read());
      assertEquals(FrameCodec.VERSION, told.version());
      assertThrows(IOException.class, other::read);
      assertTrue(link.isConnected(), "the one that is understood goes on");
      assertEquals(2, link.publish(serving(endpoint(2)), SOON));
    }
  }

  @Test
  @Timeout(30)
  void whoDoesNotGreetIsSentAwayAndManyOfThemAreRefused() throws Exception {
    List<FrameChannel> silent = new ArrayList<>();
    try (Half router = new Half()) {
      for (int i = 0; i < ControlServer.MOST_SILENT; i++) {
        silent.add(FrameChannel.connect(socket()));
      }
      long begun = System.nanoTime();
      try (FrameChannel oneMore = FrameChannel.connect(socket())) {
        assertThrows(IOException.class, oneMore::read);
      }
      assertTrue(System.nanoTime() - begun < ControlPeer.PATIENCE.toNanos(), "not at once");
      for (FrameChannel each : silent) {
        assertThrows(IOException.class, each::read);
      }
      try (RouterLink link = link(NOWHERE)) {
        assertEquals(1, link.publish(serving(endpoint(1)), SOON));
      }
    } finally {
      for (FrameChannel each : silent) {
        each.close();
      }
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
            "forgotten", () -> half.wakeUps.asleep(() -> half.tables.current().table()).isEmpty());
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
}
