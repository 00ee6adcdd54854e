package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.router.http.RateLimit;

class RateLimiterTest {
  private static final RateLimit TEN_A_SECOND = new RateLimit(Duration.ofMillis(100), 3);
  private static final long MILLI = 1_000_000L;

  private final RateLimiter limiter = new RateLimiter(1_000);

  private boolean passes(String address, long millis) {
    return passes("app", address, millis);
  }

  private boolean passes(String app, String address, long millis) {
    long now = millis * MILLI;
    return limiter.take(app, InetAddress.ofLiteral(address), TEN_A_SECOND, now) == 0;
  }

  /** As many clients as this call on an app at once. */
  private void crowd(String app, int clients) {
    for (int i = 0; i < clients; i++) {
      assertTrue(passes(app, "10.0." + i / 256 + "." + i % 256, 1));
    }
  }

  @Test
  void aBurstPassesAndThenTheRateHolds() {
    int passed = 0;
    for (int i = 0; i < 5; i++) {
      passed += passes("10.0.0.1", 0) ? 1 : 0;
    }
    assertEquals(3, passed);
    passed = 0;
    for (int millis = 1; millis <= 10_000; millis++) {
      passed += passes("10.0.0.1", millis) ? 1 : 0;
    }
    assertEquals(100, passed);
  }

  @Test
  void theWaitIsUntilTheNextMayPass() {
    InetAddress one = InetAddress.ofLiteral("10.0.0.1");
    for (int i = 0; i < 3; i++) {
      limiter.take("app", one, TEN_A_SECOND, 0);
    }
    assertEquals(70 * MILLI, limiter.take("app", one, TEN_A_SECOND, 30 * MILLI));
    assertEquals(0, limiter.take("app", one, TEN_A_SECOND, 100 * MILLI));
  }

  @Test
  void aFasterLimitForgivesWhatASlowerOneCounted() {
    InetAddress one = InetAddress.ofLiteral("10.0.0.1");
    RateLimit slow = new RateLimit(Duration.ofHours(1), 50);
    for (int i = 0; i < 50; i++) {
      limiter.take("app", one, slow, 0);
    }
    long wait = limiter.take("app", one, TEN_A_SECOND, MILLI);
    assertTrue(wait <= 100 * MILLI, "it waits " + wait / MILLI + " ms");
  }

  @Test
  void clientsAndAppsAreCountedApart() {
    for (int i = 0; i < 3; i++) {
      passes("10.0.0.1", 0);
    }
    assertEquals(false, passes("10.0.0.1", 0));
    assertTrue(passes("10.0.0.2", 0));
    assertEquals(0, limiter.take("other", InetAddress.ofLiteral("10.0.0.1"), TEN_A_SECOND, MILLI));
  }

  @Test
  void aNetworkOfIpv6IsOneClient() {
    assertTrue(passes("2001:db8::1", 0) && passes("2001:db8::2", 0) && passes("2001:db8::3", 0));
    assertEquals(false, passes("2001:db8::4", 0));
    assertTrue(passes("2001:db8:0:1::4", 0));
  }

  @Test
  void noMoreClientsAreKeptThanTheBound() {
    crowd("app", 5_000);
    assertEquals(1_000, limiter.clients());
    assertTrue(passes("10.1.0.1", 5_000), "those who are not ahead of the rate are forgotten");
    assertEquals(1, limiter.clients());
  }

  @Test
  void crowdOfOneAppLeavesRoomForClientsOfAnother() {
    crowd("crowded", 5_000);
    crowd("other", 500);
    crowd("other", 500);
    crowd("other", 500);
    for (int i = 0; i < 500; i++) {
      assertEquals(false, passes("other", "10.0." + i / 256 + "." + i % 256, 1), "client " + i);
    }
    assertTrue(limiter.clients() <= 1_000, limiter.clients() + " are kept");
  }

  @Test
  void crowdOfOneAppForgetsNobodyOfAnother() {
    for (int i = 0; i < 3; i++) {
      assertTrue(passes("other", "10.9.0.1", 1));
    }
    crowd("crowded", 5_000);
    crowd("third", 5_000);
    assertEquals(false, passes("other", "10.9.0.1", 1));
    assertTrue(limiter.clients() <= 1_000, limiter.clients() + " are kept");
  }

  /** As the event loops do; what is counted comes back whoever forgot it. */
  @Test
  void boundHoldsWhereManyComeAtOnce() throws Exception {
    List<Thread> loops = new ArrayList<>();
    for (int loop = 0; loop < 8; loop++) {
      String network = "10." + loop + ".";
      loops.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 20_000; i++) {
                  passes("app-" + i % 7, network + i / 256 + "." + i % 256, 1 + i / 10);
                }
              }));
    }
    for (Thread loop : loops) {
      loop.join();
    }
    assertTrue(limiter.clients() <= 1_000, limiter.clients() + " are kept");
    crowd("crowded", 1_000);
    assertTrue(passes("crowded", "10.1.0.1", 50_000));
    assertEquals(1, limiter.clients());
  }

  @Test
  void appsThatNobodyCallsOnTakeNoShare() {
    for (int app = 0; app < 100; app++) {
      passes("app-" + app, "10.0.0.1", 1);
    }
    crowd("crowded", 1_000);
    assertTrue(passes("crowded", "10.1.0.1", 5_000));
    assertEquals(1, limiter.apps());
  }
}
