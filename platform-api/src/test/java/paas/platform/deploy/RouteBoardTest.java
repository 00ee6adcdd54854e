package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

class RouteBoardTest {
  private static final Route OWN =
      new Route(new Hostname("localhost"), new Target.Platform("127.0.0.1", 7300));
  private static final AppId SHOP = AppId.random();
  private static final AppId BLOG = AppId.random();

  /** Hands out what it was sent, and waits for a permit before it acknowledges. */
  private final BlockingQueue<Set<String>> sent = new LinkedBlockingQueue<>();

  private final BlockingQueue<List<Route>> tables = new LinkedBlockingQueue<>();
  private final Semaphore acknowledgements = new Semaphore(1_000);
  private volatile boolean refuses;
  private RouteBoard board = board(Set.of());

  private RouteBoard board(Set<AppId> awaited) {
    return new RouteBoard(List.of(OWN), awaited, this::send, Duration.ofSeconds(1));
  }

  private void send(List<Route> routes, Duration deadline) {
    Set<String> names = new TreeSet<>();
    routes.forEach(route -> names.add(route.host().value()));
    sent.add(names);
    tables.add(routes);
    acknowledgements.acquireUninterruptibly();
    if (refuses) {
      throw new Unavailable("the router is away");
    }
  }

  @AfterEach
  void close() {
    acknowledgements.release(1_000);
    board.close();
  }

  private static List<Route> routes(AppId app, String name) {
    RoutedApp routed = new RoutedApp(app.toString(), name);
    return List.of(new Route(new Hostname(name + ".localhost"), new Target.Blank(routed)));
  }

  private CompletableFuture<Void> publish(AppId app, List<Route> wanted) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            board.publish(app, wanted);
            done.complete(null);
          } catch (RuntimeException | InterruptedException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private Set<String> nextSent() throws InterruptedException {
    Set<String> names = sent.poll(20, TimeUnit.SECONDS);
    return names == null ? Set.of("nothing was sent") : names;
  }

  @Test
  void withoutAppsTheFixedRoutesGoOutAtTheStart() throws InterruptedException {
    board.start();
    assertEquals(Set.of("localhost"), nextSent());
  }

  @Test
  void theFirstTableWaitsForEveryApp() throws Exception {
    board = board(Set.of(SHOP, BLOG));
    board.start();
    CompletableFuture<Void> first = publish(SHOP, routes(SHOP, "shop"));
    assertFalse(first.isDone());
    CompletableFuture<Void> second = publish(BLOG, routes(BLOG, "blog"));
    first.get(20, TimeUnit.SECONDS);
    second.get(20, TimeUnit.SECONDS);
    assertEquals(Set.of("localhost", "shop.localhost", "blog.localhost"), nextSent());
    assertTrue(sent.isEmpty());
  }

  @Test
  void anAppWithoutRoutesCountsAsHavingSpoken() throws Exception {
    board = board(Set.of(SHOP));
    board.start();
    publish(SHOP, List.of()).get(20, TimeUnit.SECONDS);
    assertEquals(Set.of("localhost"), nextSent());
  }

  @Test
  void changesThatCameDuringASendGoOutInOne() throws Exception {
    acknowledgements.drainPermits();
    board.start();
    assertEquals(Set.of("localhost"), nextSent());
    board.announce(SHOP, routes(SHOP, "shop"));
    CompletableFuture<Void> last = board.announce(BLOG, routes(BLOG, "blog"));
    acknowledgements.release(2);
    last.get(20, TimeUnit.SECONDS);
    assertEquals(Set.of("localhost", "shop.localhost", "blog.localhost"), nextSent());
    assertTrue(sent.isEmpty());
  }

  @Test
  void anAppsNewRoutesReplaceItsFormerOnes() throws Exception {
    board.start();
    nextSent();
    board.publish(SHOP, routes(SHOP, "shop"));
    board.publish(SHOP, routes(SHOP, "store"));
    board.publish(SHOP, List.of());
    assertEquals(Set.of("localhost", "shop.localhost"), nextSent());
    assertEquals(Set.of("localhost", "store.localhost"), nextSent());
    assertEquals(Set.of("localhost"), nextSent());
  }

  private static List<Route> routes(AppId app, String name, String... domains) {
    RoutedApp routed = new RoutedApp(app.toString(), name);
    List<Route> all = new ArrayList<>(routes(app, name));
    for (String domain : domains) {
      all.add(new Route(new Hostname(domain), new Target.Blank(routed)));
    }
    return all;
  }

  @Test
  void aNameThatSeveralClaimIsTheAppsOwnAndComesBackWhenItIsFree() throws Exception {
    board.start();
    assertEquals(Set.of("localhost -"), owners());
    board.publish(BLOG, routes(BLOG, "blog", "shop.localhost", "localhost", "blog.test"));
    board.publish(SHOP, routes(SHOP, "shop", "blog.test"));
    board.publish(BLOG, routes(BLOG, "blog", "shop.localhost"));
    board.publish(SHOP, List.of());
    List<String> shop = List.of("shop.localhost " + SHOP);
    List<String> blog = List.of("blog.localhost " + BLOG);
    assertEquals(
        union(List.of("localhost -", "shop.localhost " + BLOG, "blog.test " + BLOG), blog),
        owners());
    assertEquals(union(List.of("localhost -", "blog.test " + BLOG), union(shop, blog)), owners());
    assertEquals(union(List.of("localhost -", "blog.test " + SHOP), union(shop, blog)), owners());
    assertEquals(union(List.of("localhost -", "shop.localhost " + BLOG), blog), owners());
  }

  /** A domain's paths are of whoever has its name. */
  @Test
  void pathsOfANameThatIsLostAreLostWithIt() throws Exception {
    AppId api = AppId.random();
    Target answers = new Target.Blank(new RoutedApp(api.toString(), "api"));
    List<Route> led = new ArrayList<>(routes(api, "api"));
    for (String host : List.of("shop.localhost", "blog.localhost", "localhost")) {
      led.add(
          new Route(new Hostname(host), new PathPrefix("/api"), answers, RouteSettings.DEFAULT));
    }
    board.start();
    paths();
    board.publish(api, led);
    board.publish(BLOG, routes(BLOG, "blog", "shop.localhost", "localhost"));
    board.publish(SHOP, routes(SHOP, "shop"));
    board.publish(SHOP, List.of());
    assertEquals(Set.of("shop.localhost/api", "blog.localhost/api", "localhost/api"), paths());
    assertEquals(Set.of("shop.localhost/api", "blog.localhost/api"), paths());
    assertEquals(Set.of("blog.localhost/api"), paths(), "of the app's own name it keeps them");
    assertEquals(Set.of("shop.localhost/api", "blog.localhost/api"), paths());
  }

  @Test
  void nobodyIsSentOnToACanonicalNameThatIsLost() throws Exception {
    Hostname name = new Hostname("shop.localhost");
    RoutedApp blog = new RoutedApp(BLOG.toString(), "blog");
    Route own = new Route(new Hostname("blog.localhost"), new Target.Moved(blog, name));
    Route canonical = new Route(name, new Target.Blank(blog));
    board.start();
    tables.take();
    board.publish(BLOG, List.of(own, canonical));
    board.publish(SHOP, routes(SHOP, "shop"));
    assertEquals(List.of(OWN, own, canonical), tables.take());
    Route shown = new Route(own.host(), canonical.target());
    assertEquals(List.of(OWN, shown, routes(SHOP, "shop").getFirst()), tables.take());
  }

  private Set<String> paths() throws InterruptedException {
    Set<String> paths = new TreeSet<>();
    Objects.requireNonNull(tables.poll(20, TimeUnit.SECONDS)).stream()
        .filter(route -> !route.path().equals(PathPrefix.ROOT))
        .forEach(route -> paths.add(route.host().value() + route.path().value()));
    return paths;
  }

  private static Set<String> union(Collection<String> some, Collection<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  private Set<String> owners() throws InterruptedException {
    List<Route> routes = Objects.requireNonNull(tables.poll(20, TimeUnit.SECONDS));
    Set<String> owners = new TreeSet<>();
    for (Route route : routes) {
      String app = route.target() instanceof Target.Blank blank ? blank.app().id() : "-";
      assertTrue(owners.add(route.host() + " " + app));
    }
    assertEquals(routes.size(), new RouteTable(1, routes).routes().size());
    return owners;
  }

  @Test
  void aFailureReachesTheCallerAndTheBoardGoesOn() throws Exception {
    board.start();
    nextSent();
    refuses = true;
    assertThrows(Unavailable.class, () -> board.publish(SHOP, routes(SHOP, "shop")));
    nextSent();
    refuses = false;
    board.publish(BLOG, routes(BLOG, "blog"));
    assertEquals(Set.of("localhost", "shop.localhost", "blog.localhost"), nextSent());
  }

  @Test
  void nobodyWaitsForABoardThatWasClosed() {
    board = board(Set.of(SHOP, BLOG));
    board.start();
    CompletableFuture<Void> before = publish(SHOP, routes(SHOP, "shop"));
    board.close();
    CompletableFuture<Void> after = publish(BLOG, routes(BLOG, "blog"));
    assertInstanceOf(Unavailable.class, failure(before));
    assertInstanceOf(Unavailable.class, failure(after));
  }

  private static Throwable failure(CompletableFuture<Void> done) {
    return Objects.requireNonNull(
        assertThrows(ExecutionException.class, () -> done.get(20, TimeUnit.SECONDS)).getCause());
  }
}
