package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.plan.Cause;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

class CoolOffTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Slot WEB = new Slot(new ProcessType("web"), 1);
  private static final Slot WORKER = new Slot(new ProcessType("worker"), 1);
  private static final Cause CAUSE = Cause.of("web.1 exited with status 1.");
  private static final ReleaseVersion V2 = new ReleaseVersion(2);
  private static final ReleaseVersion V3 = new ReleaseVersion(3);

  /** No jitter at all: every draw is zero. */
  private final CoolOff coolOff = new CoolOff(() -> 0L);

  private Duration crash() {
    return coolOff.crashed(WEB, V2, SHORT, NOW, CAUSE);
  }

  @Test
  void theWaitDoublesWithEachCrashUpToFiveMinutes() {
    for (int seconds = 1; seconds <= 256; seconds *= 2) {
      assertEquals(Duration.ofSeconds(seconds), crash());
    }
    for (int further = 0; further < 100; further++) {
      assertEquals(Duration.ofMinutes(5), crash());
    }
  }

  @Test
  void jitterAddsAQuarterAtMost() {
    CoolOff jittery = new CoolOff(RandomGenerator.of("L64X128MixRandom"));
    for (int count = 0; count < 200; count++) {
      Duration plain = crash();
      Duration wait = jittery.crashed(WEB, V2, SHORT, NOW, CAUSE);
      assertTrue(wait.compareTo(plain) >= 0, "shorter than without jitter: " + wait);
      assertTrue(wait.compareTo(plain.multipliedBy(5).dividedBy(4)) <= 0, "too long: " + wait);
    }
  }

  @Test
  void aNewReleaseBeginsAgain() {
    crash();
    crash();
    assertEquals(Duration.ofSeconds(1), coolOff.crashed(WEB, V3, SHORT, NOW, CAUSE));
  }

  @Test
  void aLongLifeIsForgiven() {
    crash();
    crash();
    Duration justBelow = Duration.ofMinutes(10).minusMillis(1);
    assertEquals(Duration.ofSeconds(4), coolOff.crashed(WEB, V2, justBelow, NOW, CAUSE));
    assertEquals(
        Duration.ofSeconds(1), coolOff.crashed(WEB, V2, Duration.ofMinutes(10), NOW, CAUSE));
  }

  @Test
  void slotsAreCountedApart() {
    crash();
    crash();
    assertEquals(Duration.ofSeconds(1), coolOff.crashed(WORKER, V2, SHORT, NOW, CAUSE));
  }

  @Test
  void onlySlotsOfTheServingReleaseCool() {
    crash();
    assertEquals(
        Map.of(WEB, new Crash(1, NOW, CAUSE, true)),
        coolOff.crashes((slot, version) -> version.equals(V2), NOW));
    assertEquals(Map.of(), coolOff.crashes((slot, version) -> version.equals(V3), NOW));
    assertEquals(Map.of(), coolOff.crashes((slot, version) -> false, NOW));
  }

  @Test
  void theWaitEndsAtItsInstantAndTheCrashIsShownUntilAnInstanceIsThere() {
    crash();
    coolOff.isBack(WEB, NOW);
    assertEquals(Optional.of(NOW.plusSeconds(1)), coolOff.next(NOW));
    Instant then = NOW.plusSeconds(1);
    assertEquals(Optional.empty(), coolOff.next(then));
    assertEquals(
        Map.of(WEB, new Crash(1, NOW, CAUSE, false)),
        coolOff.crashes((slot, version) -> version.equals(V2), then));
    coolOff.isBack(WEB, then);
    assertEquals(Map.of(), coolOff.crashes((slot, version) -> version.equals(V2), then));
  }

  @Test
  void whatAPersonTakesAwayOrRestartsBeginsAgain() {
    Formation one = Formation.EMPTY.with(WEB.type(), 1);
    Formation stopped = new Formation(one.quantities(), Set.of(WEB), Map.of(), Map.of());
    Formation restarted = new Formation(one.quantities(), Set.of(), Map.of(WEB, 1L), Map.of());
    for (Formation other : List.of(one.with(WEB.type(), 0), stopped, restarted)) {
      coolOff.follow(one);
      assertEquals(Duration.ofSeconds(1), crash());
      coolOff.follow(one.with(WORKER.type(), 2));
      assertEquals(Duration.ofSeconds(2), crash());
      coolOff.follow(other);
      assertEquals(Map.of(), coolOff.crashes((slot, version) -> true, NOW));
    }
  }
}
