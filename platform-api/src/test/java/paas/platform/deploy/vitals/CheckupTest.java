package paas.platform.deploy.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.platform.health.HealthPlan;
import paas.platform.health.Healthcheck;
import paas.platform.health.Verdict;
import paas.platform.health.Wording;
import paas.router.http.Protocol;
import paas.runner.InstanceId;

class CheckupTest {
  private static final Answer.Probe PROBE = new Answer.Probe("ask", "so", "", Duration.ZERO);
  private static final Answer WELL = new Answer.Well(PROBE);
  private static final Answer ILL = new Answer.Ill(PROBE);
  private static final Answer SILENT = new Answer.Silent(PROBE);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private record Asked(Ask ask, Duration after, Consumer<Answer> told) {}

  private final Deque<Asked> asked = new ArrayDeque<>();
  private int changes;
  private Instant mayBootUntil = NOW.plusSeconds(60);

  private Checkup checkup(Healthcheck... liveness) {
    return checkup(
        new HealthPlan(List.of(check("startup", "/a"), check("startup", "/b")), List.of(liveness)));
  }

  private Checkup checkup(HealthPlan plan) {
    Patient patient =
        new Patient(
            new InstanceId("0".repeat(64)),
            NOW,
            "10.0.0.2",
            5000,
            Protocol.HTTP_1,
            "shop.test",
            List.of());
    return new Checkup(
        (who, ask, timeout, after, told) -> asked.add(new Asked(ask, after, told)),
        patient,
        plan,
        mayBootUntil,
        () -> NOW,
        () -> changes++);
  }

  private static Healthcheck check(String type, String path) {
    return Wording.check(
        Healthcheck.Source.OWNER, Map.of("type", type, "path", path, "attempts", "2"));
  }

  /** Answers the oldest question that is open; returns what it asked for. */
  private String answer(Answer answer) {
    Asked next = asked.remove();
    next.told().accept(answer);
    return next.ask() instanceof Ask.Http http ? http.path() : "";
  }

  @Test
  void theChecksOfItsStartAreMadeOneAfterTheOther() {
    Checkup checkup = checkup().begin();
    assertEquals("/a", answer(WELL));
    assertEquals(new Verdict.Waiting(), checkup.verdict());
    assertEquals("/b", answer(WELL));
    assertEquals(new Verdict.Up(), checkup.verdict());
    assertTrue(asked.isEmpty());
  }

  @Test
  void itTellsOfItsFirstAnswerAndOfANewVerdictOnly() {
    Checkup checkup = checkup(check("liveness", "/live")).begin();
    assertFalse(checkup.heard());
    answer(SILENT);
    assertTrue(checkup.heard());
    answer(ILL);
    answer(WELL);
    assertEquals(1, changes);
    answer(WELL);
    assertEquals(2, changes);
    answer(WELL);
    answer(ILL);
    assertEquals(2, changes);
    answer(ILL);
    assertEquals(3, changes);
    assertInstanceOf(Verdict.Dead.class, checkup.verdict());
    answer(WELL);
    assertEquals(new Verdict.Up(), checkup.verdict());
  }

  @Test
  void oneThatIsUpIsAskedOnWhetherItIsReady() {
    Checkup checkup =
        checkup(
            new HealthPlan(
                List.of(check("readiness", "/ready")), List.of(check("liveness", "/live"))));
    checkup.begin();
    answer(WELL);
    assertEquals(new Verdict.Up(), checkup.verdict());
    assertEquals("/ready", answer(ILL));
    assertEquals("/live", answer(ILL));
    assertEquals(new Verdict.Up(), checkup.verdict());
    assertEquals("/ready", answer(SILENT));
    assertInstanceOf(Verdict.Unready.class, checkup.verdict());
    assertEquals("/live", answer(ILL));
    assertInstanceOf(Verdict.Dead.class, checkup.verdict());
    assertEquals("/ready", answer(ILL));
    assertEquals("/live", answer(WELL));
    assertInstanceOf(Verdict.Unready.class, checkup.verdict());
    assertEquals("/ready", answer(WELL));
    assertEquals(new Verdict.Up(), checkup.verdict());
  }

  @Test
  void oneThatFailsOrNeverListensIsNotAskedAgain() {
    Checkup failing = checkup().begin();
    answer(ILL);
    answer(ILL);
    assertInstanceOf(Verdict.Failed.class, failing.verdict());
    mayBootUntil = NOW;
    Checkup deaf = checkup().begin();
    answer(SILENT);
    assertInstanceOf(Verdict.Deaf.class, deaf.verdict());
    assertTrue(asked.isEmpty());
  }

  @Test
  void onceClosedALateAnswerChangesNothing() {
    Checkup checkup = checkup().begin();
    checkup.close();
    answer(WELL);
    assertEquals(0, changes);
    assertTrue(asked.isEmpty());
  }
}
