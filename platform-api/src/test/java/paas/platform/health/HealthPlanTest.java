package paas.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.platform.release.ProcessType;

class HealthPlanTest {
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final Healthcheck PORT = Healthcheck.usual(new Ask.Port(Optional.empty()));
  private static final Healthcheck UP = manifest("startup", "path", "/up");
  private static final Healthcheck READY = manifest("readiness", "path", "/ready");
  private static final Healthcheck LIVE = manifest("liveness", "path", "/live");
  private static final Healthcheck COMMAND = manifest("startup", "command", "true");

  private static Healthcheck manifest(String type, String key, String value) {
    return Wording.check(Healthcheck.Source.MANIFEST, Map.of("type", type, key, value));
  }

  private static Healthcheck owner(String type, String path) {
    return Wording.check(Healthcheck.Source.OWNER, Map.of("type", type, "path", path));
  }

  private static HealthPlan plan(ProcessType type, HealthOverride owner, Healthcheck... manifest) {
    return HealthPlan.of(type.isWeb(), List.of(manifest), owner, SETTLED);
  }

  @Test
  void withoutChecksAWebProcessListensAndAnotherRunsForAWhile() {
    assertEquals(
        new HealthPlan(List.of(PORT), List.of()), plan(ProcessType.WEB, HealthOverride.NONE));
    assertEquals(
        new HealthPlan(List.of(Healthcheck.usual(new Ask.Uptime(SETTLED))), List.of()),
        plan(WORKER, HealthOverride.NONE));
  }

  @Test
  void anHttpCheckTakesThePlaceOfThePortAndACommandDoesNot() {
    assertEquals(
        new HealthPlan(List.of(UP, READY), List.of(LIVE)),
        plan(ProcessType.WEB, HealthOverride.NONE, LIVE, READY, UP));
    assertEquals(
        new HealthPlan(List.of(PORT, COMMAND), List.of()),
        plan(ProcessType.WEB, HealthOverride.NONE, COMMAND));
    assertEquals(
        new HealthPlan(List.of(COMMAND), List.of()), plan(WORKER, HealthOverride.NONE, COMMAND));
  }

  @Test
  void whatTheOwnerSetsTakesThePlaceOfItsStage() {
    Healthcheck own = owner("startup", "/own");
    HealthOverride override = HealthOverride.NONE.with(owner("startup", "/old")).with(own);
    assertEquals(
        new HealthPlan(List.of(own), List.of(LIVE)),
        plan(ProcessType.WEB, override, UP, COMMAND, LIVE));
    assertEquals(
        new HealthPlan(List.of(UP), List.of()),
        plan(ProcessType.WEB, override.without(Optional.of(Stage.STARTUP)), UP));
    assertEquals(HealthOverride.NONE, override.without(Optional.empty()));
  }

  @Test
  void disabledChecksLeaveThePlatformsOwn() {
    assertEquals(
        new HealthPlan(List.of(PORT), List.of()),
        plan(ProcessType.WEB, HealthOverride.NONE.with(owner("startup", "/x")).with(false), LIVE));
  }
}
