package paas.router.http.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Patience;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

class TablesTest {
  private static final Duration SLOW_START = BalanceLimits.DEFAULT.slowStart();
  private final SplittableRandom random = new SplittableRandom(5);
  private final Tables tables = new Tables();

  private static RouteTable table(long generation, Endpoint... endpoints) {
    Target target =
        new Target.Serving(new RoutedApp("id", "a"), List.of(endpoints), RouteLimits.DEFAULT);
    return new RouteTable(
        generation,
        List.of(
            new Route(new Hostname("a.test"), target), new Route(new Hostname("b.test"), target)));
  }

  private static Endpoint endpoint(int port) {
    return new Endpoint("web." + port, "127.0.0.1", port, "c" + port);
  }

  private @Nullable LiveEndpoint claim(List<LiveEndpoint> tried) {
    LiveRoute route = tables.current().find("a.test", "/");
    return route == null ? null : route.choice().claim(random, System.nanoTime(), tried);
  }

  private LiveEndpoint claim() {
    LiveEndpoint claimed = claim(List.of());
    assertNotNull(claimed);
    return claimed;
  }

  @Test
  void olderAndEqualGenerationsAreIgnored() {
    assertTrue(tables.apply(table(5, endpoint(1))));
    assertFalse(tables.apply(table(5, endpoint(2))));
    assertFalse(tables.apply(table(4, endpoint(2))));
    assertEquals(5, tables.current().generation());
    assertEquals(endpoint(1), claim().endpoint());
  }

  @Test
  void claimsSpreadOverEndpointsByLoad() {
    tables.apply(table(1, endpoint(1), endpoint(2), endpoint(3)));
    Map<Endpoint, Integer> counts = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      counts.merge(claim().endpoint(), 1, Integer::sum);
    }
    counts.values().forEach(count -> assertTrue(count >= 95 && count <= 105, counts.toString()));
  }

  @Test
  void newEndpointComesToItsShareSlowly() {
    AtomicLong now = new AtomicLong();
    Tables timed = new Tables(BalanceLimits.DEFAULT, now::get);
    timed.apply(table(1, endpoint(1), endpoint(2)));
    now.addAndGet(SLOW_START.toNanos());
    timed.apply(table(2, endpoint(1), endpoint(2), endpoint(3)));
    assertEquals(1_000, claims(timed, endpoint(3), now.get()), 250, "a tenth to begin with");
    now.addAndGet(SLOW_START.toNanos() / 2);
    assertEquals(5_000, claims(timed, endpoint(3), now.get()), 700);
    now.addAndGet(SLOW_START.toNanos() / 2);
    assertEquals(10_000, claims(timed, endpoint(3), now.get()), 700, "a third in the end");
    assertEquals(10_000, claims(timed, endpoint(1), now.get()), 700);
  }

  @Test
  void endpointsThatAreAllNewShareEvenly() {
    tables.apply(table(1, endpoint(1), endpoint(2), endpoint(3)));
    assertEquals(10_000, claims(tables, endpoint(2), System.nanoTime()), 700);
  }

  /** How many of 30,000 requests it gets that follow each other at that moment. */
  private int claims(Tables from, Endpoint endpoint, long nowNanos) {
    int count = 0;
    for (int i = 0; i < 30_000; i++) {
      LiveRoute route = from.current().find("a.test", "/");
      assertNotNull(route);
      LiveEndpoint claimed = route.choice().claim(random, nowNanos, List.of());
      assertNotNull(claimed);
      count += claimed.endpoint().equals(endpoint) ? 1 : 0;
      claimed.release();
    }
    return count;
  }

  @Test
  void fullEndpointTakesNoMore() {
    Tables small = new Tables(new BalanceLimits(2, 10, Duration.ZERO));
    small.apply(table(1, endpoint(1), endpoint(2)));
    LiveRoute route = small.current().find("a.test", "/");
    assertNotNull(route);
    List<LiveEndpoint> claimed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      LiveEndpoint next = route.choice().claim(random, 0, List.of());
      assertNotNull(next);
      claimed.add(next);
    }
    assertNull(route.choice().claim(random, 0, List.of()));
    assertTrue(route.choice().isFull());
    claimed.getFirst().release();
    assertSame(claimed.getFirst(), route.choice().claim(random, 0, List.of()));
  }

  @Test
  void crowdOfAnAppOutlivesItsTable() {
    Tables small = new Tables(new BalanceLimits(9, 1, Duration.ZERO));
    small.apply(table(1, endpoint(1)));
    LiveRoute before = small.current().find("a.test", "/");
    small.apply(table(2, endpoint(2)));
    LiveRoute after = small.current().find("b.test", "/");
    assertNotNull(before);
    assertNotNull(after);
    assertTrue(before.choice().crowd().enter());
    assertFalse(after.choice().crowd().enter());
    before.choice().crowd().leave();
    assertTrue(after.choice().crowd().enter());
  }

  @Test
  void quarantinedEndpointIsTheLastResort() {
    tables.apply(table(1, endpoint(1), endpoint(2)));
    LiveEndpoint bad = claim();
    bad.quarantine(System.nanoTime(), Duration.ofMinutes(1).toNanos());
    for (int i = 0; i < 50; i++) {
      assertFalse(claim().equals(bad));
    }
    LiveEndpoint good = claim();
    assertSame(bad, claim(List.of(good)), "when nothing else is left it is tried");
    assertNull(claim(List.of(good, bad)));
  }

  @Test
  void endpointThatStaysKeepsItsCount() {
    tables.apply(table(1, endpoint(1)));
    LiveEndpoint claimed = claim();
    tables.apply(table(2, endpoint(1), endpoint(2)));
    assertEquals(1, tables.inFlight(List.of(endpoint(1))));
    assertFalse(claimed.isWithdrawn());
    claimed.release();
    assertEquals(0, tables.inFlight(List.of(endpoint(1))));
  }

  @Test
  void endpointThatComesBackCountsItsFormerRequestsToo() throws Exception {
    tables.apply(table(1, endpoint(1)));
    LiveEndpoint before = claim();
    tables.apply(table(2, endpoint(2)));
    tables.apply(table(3, endpoint(1)));
    LiveEndpoint after = claim();
    assertEquals(2, tables.inFlight(List.of(endpoint(1))));
    before.release();
    after.release();
    assertEquals(0, tables.awaitDrained(List.of(endpoint(1)), Patience.of(Duration.ofSeconds(30))));
  }

  @Test
  @Timeout(30)
  void requestsAndTunnelsAreWaitedForEachByTheirOwnPatience() throws Exception {
    Patience forRequests = new Patience(Duration.ofHours(1), Duration.ZERO);
    Patience forTunnels = new Patience(Duration.ZERO, Duration.ofHours(1));
    List<Endpoint> endpoints = List.of(endpoint(1));
    tables.apply(table(1, endpoint(1)));
    LiveEndpoint claimed = claim();
    tables.apply(table(2, endpoint(2)));
    assertEquals(1, tables.awaitDrained(endpoints, forTunnels));
    Thread upgrade = Thread.ofVirtual().start(claimed::becomeTunnel);
    assertEquals(1, tables.awaitDrained(endpoints, forRequests));
    upgrade.join();
    Thread end = Thread.ofVirtual().start(claimed::releaseTunnel);
    assertEquals(0, tables.awaitDrained(endpoints, forTunnels));
    end.join();
  }

  @Test
  void noClaimSucceedsOnceTheTableIsApplied() throws Exception {
    ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong newest = new AtomicLong(1);
    tables.apply(table(1, endpoint(1)));
    List<Thread> claimers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long seed = i;
      claimers.add(Thread.ofPlatform().start(() -> claimAndCheck(seed, newest, over, faults)));
    }
    for (int generation = 2; generation < 3_000; generation++) {
      tables.apply(table(generation, endpoint(generation)));
      newest.set(generation);
      Endpoint former = endpoint(generation - 1);
      if (tables.awaitDrained(List.of(former), Patience.of(Duration.ofSeconds(30))) != 0
          || tables.inFlight(List.of(former)) != 0) {
        faults.add("generation " + generation + " did not drain");
      }
    }
    over.set(true);
    for (Thread claimer : claimers) {
      claimer.join();
    }
    assertEquals(List.of(), List.copyOf(faults));
  }

  private void claimAndCheck(
      long seed, AtomicLong newest, AtomicBoolean over, ConcurrentLinkedQueue<String> faults) {
    SplittableRandom mine = new SplittableRandom(seed);
    while (!over.get()) {
      long acknowledged = newest.get();
      LiveRoute route = tables.current().find("a.test", "/");
      LiveEndpoint claimed =
          route == null ? null : route.choice().claim(mine, System.nanoTime(), List.of());
      if (claimed != null) {
        if (claimed.endpoint().port() < acknowledged) {
          faults.add(claimed.endpoint() + " after " + acknowledged);
        }
        claimed.release();
      }
    }
  }
}
