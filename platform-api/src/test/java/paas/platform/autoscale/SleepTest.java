package paas.platform.autoscale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SleepTest {
  private static final Duration IDLE = Duration.ofMinutes(15);

  private final Clockwork web =
      new Clockwork(new Autoscale(0, 3, Optional.empty(), Optional.of(IDLE)));
  private final Clockwork scaled =
      new Clockwork(
          new Autoscale(0, 3, Optional.of(new Target(Metric.P95, 300)), Optional.of(IDLE)));

  @Test
  void withoutARequestItFallsAsleepFromAnyQuantity() {
    web.quantity = 3;
    web.run(IDLE);
    assertEquals(List.of(), web.told);
    web.tick();
    assertEquals(List.of("3 to 0: no request for 15 min; the next one wakes it"), web.told);
    web.run(IDLE);
    assertEquals("asleep until a request comes", web.last());
  }

  @Test
  void aRequestAnOpenWebSocketAndAnUnheardRouterKeepItAwake() {
    web.run(Duration.ofMinutes(10));
    web.request();
    web.run(Duration.ofMinutes(10));
    web.open = true;
    web.run(Duration.ofHours(5));
    web.open = false;
    web.run(Duration.ofMinutes(10));
    web.heard = false;
    web.run(Duration.ofHours(5));
    web.heard = true;
    web.run(Duration.ofMinutes(14));
    assertEquals(List.of(), web.told);
    web.run(Duration.ofMinutes(2));
    assertEquals(0, web.quantity);
  }

  @Test
  void aWaitingRequestWakesItToAllThatItMayHave() {
    web.quantity = 0;
    web.tick();
    web.asked = true;
    web.tick();
    assertEquals(List.of("0 to 3: a request came"), web.told);
  }

  @Test
  void oneThatIsScaledWakesToOneAndGoesOnFromThere() {
    scaled.quantity = 0;
    scaled.asked = true;
    scaled.tick();
    scaled.asked = false;
    assertEquals(1, scaled.quantity);
    scaled.load(50, 412);
    for (int i = 0; i < 13; i++) {
      scaled.request();
      scaled.run(Duration.ofSeconds(5));
    }
    assertEquals(2, scaled.quantity);
    scaled.load(0, 0).run(Duration.ofMinutes(14));
    assertEquals(1, scaled.quantity, "never 0 by its figure");
    scaled.run(Duration.ofMinutes(2));
    assertEquals(0, scaled.quantity);
  }

  @Test
  void aDeployDoesNotWakeItButARequestDuringOneDoes() {
    web.quantity = 0;
    web.situation = Situation.DEPLOYING;
    web.run(Duration.ofHours(1));
    assertEquals(List.of(), web.told);
    assertEquals("asleep until a request comes or the deploy is live", web.last());
    web.asked = true;
    web.tick();
    assertEquals(List.of("0 to 3: a request came"), web.told);
  }

  @Test
  void awakeSinceADeployIsLiveItSleepsAfterItsWholeIdleTime() {
    web.quantity = 0;
    web.run(Duration.ofHours(1));
    web.quantity = 3;
    web.run(IDLE);
    assertEquals(List.of(), web.told);
    web.tick();
    assertEquals(List.of("3 to 0: no request for 15 min; the next one wakes it"), web.told);
  }

  @Test
  void besideACanaryItDoesNotFallAsleepAndWakesUp() {
    web.tried = true;
    web.run(Duration.ofHours(1));
    assertEquals(List.of(), web.told);
    web.quantity = 0;
    web.tick();
    assertEquals(List.of("0 to 3: a canary is tried"), web.told);
  }

  @Test
  void maintenanceLetsItSleep() {
    web.quantity = 0;
    web.situation = Situation.MAINTENANCE;
    web.asked = true;
    web.tick();
    assertEquals(0, web.quantity);
  }
}
