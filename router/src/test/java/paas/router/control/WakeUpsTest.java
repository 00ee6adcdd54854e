package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

@Timeout(30)
class WakeUpsTest {
  private final WakeUps wakeUps = new WakeUps();

  private static RouteTable sleeping(long generation, String... apps) {
    List<Route> routes =
        List.of(apps).stream()
            .map(app ->
                new Route(
                    new Hostname(app + ".localhost"), new Target.Sleeping(new RoutedApp(app, app))))
            .toList();
    return new RouteTable(generation, routes);
  }

  @Test
  void oneThatIsAwakeByTheTableIsForgotten() {
    wakeUps.wake("shop");
    wakeUps.wake("blog");
    assertEquals(List.of("blog"), wakeUps.asleep(() -> sleeping(1, "blog")));
    assertEquals(List.of("blog"), wakeUps.asleep(() -> sleeping(2, "shop", "blog")));
  }

  @Test
  void oneThatIsAskedForWhileTheTableIsReadIsNotJudgedByIt() throws Exception {
    wakeUps.wake("shop");
    Thread asking = Thread.ofPlatform().unstarted(() -> wakeUps.wake("blog"));

    wakeUps.asleep(() -> {
      asking.start();
      while (asking.getState() != Thread.State.WAITING && asking.isAlive()) {
        Thread.onSpinWait();
      }
      return sleeping(1, "shop");
    });
    asking.join(Duration.ofSeconds(10));

    assertEquals(List.of("shop", "blog"), wakeUps.asleep(() -> sleeping(2, "shop", "blog")));
  }
}
