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
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

class TablesTest {
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
  void quarantinedEndpointIsTheLastResort() {
    tables.apply(table(1, endpoint(1), endpoint(2)));
    LiveEndpoint bad = claim();
    bad.quarantine(System.nanoTime() + Duration.ofMinutes(1).toNanos());
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
    assertEquals(0, tables.awaitDrained(List.of(endpoint(1)), Duration.ofSeconds(5)));
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
      if (tables.awaitDrained(List.of(former), Duration.ofSeconds(5)) != 0
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
