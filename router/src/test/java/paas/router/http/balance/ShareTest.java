package paas.router.http.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;

/** How requests are divided between an app's endpoints and those that get a share of them. */
class ShareTest {
  private static final int REQUESTS = 20_000;
  private static final Endpoint STABLE_1 = endpoint(1);
  private static final Endpoint STABLE_2 = endpoint(2);
  private static final Endpoint CANARY_1 = endpoint(101);
  private static final Endpoint CANARY_2 = endpoint(102);

  private final SplittableRandom random = new SplittableRandom(7);
  private final Tables tables = new Tables(new BalanceLimits(3, 100_000, Duration.ofSeconds(10)));
  private long generation;

  private static Endpoint endpoint(int ordinal) {
    return new Endpoint("web." + ordinal, "127.0.0.1", ordinal, "c" + ordinal);
  }

  private Choice apply(List<Endpoint> usual, Share share) {
    generation++;
    Target target = new Target.Serving(new RoutedApp("id", "a"), usual, share, RouteLimits.DEFAULT);
    Route route = new Route(new Hostname("a.test"), target);
    tables.apply(new RouteTable(generation, List.of(route)));
    LiveRoute live = tables.current().find("a.test", "/");
    assertNotNull(live);
    return live.choice();
  }

  private Choice apply(int percent) {
    return apply(List.of(STABLE_1, STABLE_2), new Share(List.of(CANARY_1, CANARY_2), percent));
  }

  private LiveEndpoint claim(Choice choice) {
    LiveEndpoint claimed = choice.claim(random, System.nanoTime(), List.of());
    assertNotNull(claimed);
    return claimed;
  }

  /** Percent of requests that follow each other. */
  private double shared(Choice choice) {
    int count = 0;
    for (int i = 0; i < REQUESTS; i++) {
      LiveEndpoint claimed = claim(choice);
      count += claimed.endpoint().port() > 100 ? 1 : 0;
      claimed.release();
    }
    return 100.0 * count / REQUESTS;
  }

  @Test
  void theShareIsThePercentageWhateverTheNumberOfEndpoints() {
    assertEquals(10, shared(apply(10)), 1);
    assertEquals(50, shared(apply(50)), 1.5);
    assertEquals(99, shared(apply(99)), 0.5);
    assertEquals(
        10, shared(apply(List.of(STABLE_1), new Share(List.of(CANARY_1, CANARY_2), 10))), 1);
    assertEquals(
        25, shared(apply(List.of(STABLE_1, STABLE_2), new Share(List.of(CANARY_1), 25))), 1);
  }

  @Test
  void withoutAShareNobodyElseIsAsked() {
    apply(50);
    assertEquals(0, shared(apply(List.of(STABLE_1, STABLE_2), Share.NONE)));
  }

  @Test
  void whatIsInQuarantineGetsNothingWhileTheOthersAreWell() {
    Choice choice = apply(50);
    quarantine(choice, CANARY_1);
    quarantine(choice, CANARY_2);
    assertEquals(0, shared(choice));
  }

  @Test
  void theShareTakesAllWhileTheUsualOnesAreInQuarantine() {
    Choice choice = apply(1);
    quarantine(choice, STABLE_1);
    quarantine(choice, STABLE_2);
    assertEquals(100, shared(choice));
  }

  private void quarantine(Choice choice, Endpoint which) {
    LiveEndpoint live = choice.reclaim(Stickiness.tokenOf(which), System.nanoTime(), List.of());
    assertNotNull(live);
    live.release();
    live.quarantine(System.nanoTime(), Duration.ofHours(1).toNanos());
  }

  @Test
  void nobodyIsRefusedBeforeAllAreFull() {
    Choice choice = apply(10);
    List<LiveEndpoint> claimed = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      claimed.add(claim(choice));
    }
    assertNull(choice.claim(random, System.nanoTime(), List.of()));
    assertTrue(choice.isFull());
    claimed.getLast().release();
    assertSame(claimed.getLast(), claim(choice));
  }

  @Test
  void aRequestThatWasRefusedTriesAllOthersOnBothSides() {
    Choice choice = apply(50);
    List<LiveEndpoint> tried = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      LiveEndpoint next = choice.claim(random, System.nanoTime(), tried);
      assertNotNull(next);
      assertTrue(!tried.contains(next));
      tried.add(next);
    }
    assertNull(choice.claim(random, System.nanoTime(), tried));
  }

  @Test
  void aClientComesBackToItsInstanceWhateverTheShare() {
    Choice choice = apply(1);
    LiveEndpoint back = choice.reclaim(Stickiness.tokenOf(CANARY_2), System.nanoTime(), List.of());
    assertNotNull(back);
    assertEquals(CANARY_2, back.endpoint());
    LiveEndpoint stable =
        apply(99).reclaim(Stickiness.tokenOf(STABLE_1), System.nanoTime(), List.of());
    assertNotNull(stable);
    assertEquals(STABLE_1, stable.endpoint());
  }

  @Test
  void whoWasSharingKeepsItsRequestsWhenItServesAlone() {
    LiveEndpoint before =
        apply(99).reclaim(Stickiness.tokenOf(CANARY_1), System.nanoTime(), List.of());
    apply(List.of(CANARY_1), Share.NONE);
    assertEquals(1, tables.inFlight(List.of(CANARY_1)));
    assertNotNull(before);
    before.release();
    assertEquals(0, tables.inFlight(List.of(CANARY_1)));
  }

  @Test
  void aShareOfNobodyIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Share(List.of(), 10));
    assertThrows(IllegalArgumentException.class, () -> new Share(List.of(CANARY_1), 0));
    assertThrows(IllegalArgumentException.class, () -> new Share(List.of(CANARY_1), 101));
  }
}
