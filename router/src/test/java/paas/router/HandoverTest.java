package paas.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.router.control.RequestLine;
import paas.router.control.RouterLink;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

/** One router after another behind the same sockets, as the keeper starts them, under load. */
@Tag("contract")
class HandoverTest {
  private static final int SOME = 200;

  @TempDir Path home;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private SteadyApp app;
  private KeptRouter router;
  private RouterLink link;

  @BeforeEach
  void start() throws Exception {
    app = new SteadyApp();
    router = new KeptRouter(home);
    link =
        new RouterLink(
            router.socket(),
            (epoch, more) -> told.addAll(more.stream().map(HandoverTest::path).toList()),
            apps -> {});
    publish();
  }

  @AfterEach
  void end() {
    link.close();
    router.close();
    app.close();
  }

  private static String path(RequestLine line) {
    return line.text().replaceFirst(".* path=\"([^\"]*)\".*", "$1");
  }

  private void publish() {
    Endpoint endpoint = new Endpoint("web.1", "127.0.0.1", app.port(), "c");
    Target target =
        new Target.Serving(new RoutedApp("id", "a"), List.of(endpoint), RouteLimits.DEFAULT);
    link.publish(List.of(new Route(new Hostname("a.test"), target)), Duration.ofSeconds(20));
  }

  private void some(Visitors visitors) {
    int now = visitors.served();
    router.await("visitors are served " + visitors, () -> visitors.served() > now + SOME);
  }

  @Test
  void nobodyNoticesThatARouterFollowsAnother() throws Exception {
    long first = router.serving();
    try (Visitors visitors = new Visitors(router.port);
        Visitors.Visit download = visitors.begin("/slow");
        Visitors.Visit socket = visitors.begin("/socket")) {
      socket.echo("before");
      some(visitors);
      for (String transport : List.of("epoll", "auto", "epoll")) {
        router.transport(transport);
        assertEquals("serves", router.replace());
        some(visitors);
      }
      assertNotEquals(first, router.serving());
      socket.echo("after");
      assertEquals(SteadyApp.SLOW_BYTES, download.rest());
      socket.close();
      visitors.leave();
      assertEquals(List.of(), visitors.failures());
      Set<String> asked = new HashSet<>(visitors.paths());
      asked.addAll(Set.of("/slow", "/socket"));
      router.await("every request is told", () -> new HashSet<>(told).containsAll(asked));
      assertEquals(visitors.served() + 2, told.size(), "told once");
    }
    router.await("the former has ended", () -> ProcessHandle.of(first).isEmpty());
  }

  @Test
  void routerThatIsToldToEndServesUntilAnotherDoes() throws Exception {
    long first = router.serving();
    try (Visitors visitors = new Visitors(router.port)) {
      some(visitors);
      router.signal("TERM", first);
      router.await("another serves", () -> router.serving() != first);
      some(visitors);
      visitors.leave();
      assertEquals(List.of(), visitors.failures());
    }
    publish();
  }

  @Test
  void noConnectionIsRefusedWhenARouterIsKilled() throws Exception {
    long first = router.serving();
    try (Visitors visitors = new Visitors(router.port)) {
      router.await("it has lived for a while", () -> visitors.seconds() > 6);
      router.signal("KILL", first);
      router.await("another serves", () -> router.serving() != first);
      some(visitors);
      visitors.leave();
      for (Exception failure : visitors.failures()) {
        assertTrue(!(failure instanceof ConnectException), "refused: " + failure);
      }
    }
    publish();
  }

  @Test
  void routerServesOnWhenItsSuccessorDoesNotStart() throws Exception {
    long first = router.serving();
    try (Visitors visitors = new Visitors(router.port)) {
      router.program("echo broken; exit 3");
      assertEquals("failed", router.replace());
      router.program("exec sleep 0");
      assertEquals("failed", router.replace());
      some(visitors);
      visitors.leave();
      assertEquals(List.of(), visitors.failures());
    }
    assertEquals(first, router.serving());
    assertTrue(router.said().contains("serves on"), router.said());
    publish();
  }

  @Test
  void successorListensWhereItsSettingsSay() throws Exception {
    int other = KeptRouter.freePort();
    try (Visitors visitors = new Visitors(router.port);
        Visitors.Visit download = visitors.begin("/slow")) {
      visitors.leave();
      router.settings(other);
      assertEquals("serves", router.replace());
      assertEquals(SteadyApp.SLOW_BYTES, download.rest());
    }
    assertThrows(ConnectException.class, () -> new Visitors.Visit(router.port));
    try (Visitors visitors = new Visitors(other)) {
      some(visitors);
      visitors.leave();
      assertEquals(List.of(), visitors.failures());
    }
  }

  @Test
  void portThatIsTakenChangesNothing() throws Exception {
    long first = router.serving();
    router.settings(app.port());
    assertEquals("failed", router.replace());
    assertEquals(first, router.serving());
    try (Visitors visitors = new Visitors(router.port)) {
      some(visitors);
      visitors.leave();
      assertEquals(List.of(), visitors.failures());
    }
    router.settings(router.port);
    assertEquals("serves", router.replace());
  }

  @Test
  void nobodyNoticesThatTheKeeperIsKilled() throws Exception {
    try (Visitors visitors = new Visitors(router.port);
        Visitors.Visit download = visitors.begin("/slow");
        Visitors.Visit socket = visitors.begin("/socket")) {
      socket.echo("before");
      for (int kill = 0; kill < 3; kill++) {
        long before = router.serving();
        router.killKeeper();
        some(visitors);
        assertEquals(before, router.serving());
        router.startKeeper();
        router.await("another router serves", () -> router.serving() != before);
        some(visitors);
      }
      assertEquals("serves", router.replace());
      socket.echo("after");
      assertEquals(SteadyApp.SLOW_BYTES, download.rest());
      socket.close();
      visitors.leave();
      assertEquals(List.of(), visitors.failures());
    }
    publish();
  }

  @Test
  void routerWithoutKeeperAndReserveGivesWayToTheNextKeepers() throws Exception {
    long first = router.serving();
    router.killKeeperAndReserve();
    router.startKeeper();
    router.await("another router serves", () -> router.serving() != first);
    try (Visitors visitors = new Visitors(router.port)) {
      some(visitors);
      visitors.leave();
      assertEquals(List.of(), visitors.failures());
    }
    publish();
    router.await("the former has ended", () -> ProcessHandle.of(first).isEmpty());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(router.socket()));
  }
}
