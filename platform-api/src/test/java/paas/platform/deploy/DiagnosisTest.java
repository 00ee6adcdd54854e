package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.deploy.scratch.Excess;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.formation.Slot;
import paas.platform.health.Answer;
import paas.platform.health.Healthcheck;
import paas.platform.health.Wording;
import paas.platform.plan.Cause;
import paas.platform.plan.Health;
import paas.platform.release.ProcessType;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Listener;
import paas.runner.State;

class DiagnosisTest {
  private static final AppId SHOP = AppId.random();
  private static final Slot WEB = new Slot(new ProcessType("web"), 1);
  private static final Instance INSTANCE =
      new Instance(
          new InstanceId("0".repeat(64)),
          new AppKey(SHOP.toString(), "shop"),
          "web",
          1,
          3,
          0,
          Duration.ofSeconds(30),
          512L << 20,
          new State.Running(Instant.EPOCH, "10.208.0.2", 5000));

  private final Excesses excesses = new Excesses();

  private String neverListened(List<String> printed, Listener... listeners) {
    return diagnosis(printed, listeners)
        .neverListened(WEB, INSTANCE, Duration.ofSeconds(60), List.of())
        .why();
  }

  private Diagnosis diagnosis(List<String> printed, Listener... listeners) {
    return new Diagnosis(
        new Heard(List.of(), List.of(listeners)),
        new Printed(printed),
        DeploySettings.defaults("localhost", 1),
        excesses);
  }

  @Test
  void noListenerAtAllIsToldToBindToPort() {
    assertEquals(
        "web.1 did not listen on port 5000 within 60 s (R10); it listens on no port at all: make"
            + " the web process bind to 0.0.0.0:$PORT. It printed nothing.",
        neverListened(List.of()));
  }

  @Test
  void theRightPortOnLoopbackOnlyIsNamed() {
    assertEquals(
        "web.1 did not listen on port 5000 within 60 s (R10); it listens there on 127.0.0.1 only:"
            + " bind to 0.0.0.0. It printed nothing.",
        neverListened(List.of(), new Listener(9229, true), new Listener(5000, true)));
  }

  @Test
  void whatAPathLeadsToIsToldWhyItHasToListen() {
    Slot worker = new Slot(new ProcessType("worker"), 1);
    List<String> paths = List.of("shop.test/api", "shop.test/x");
    Duration minute = Duration.ofSeconds(60);
    assertEquals(
        "worker.1 did not listen on port 5000 within 60 s (R10); it listens on no port at all: make"
            + " the worker process bind to 0.0.0.0:$PORT. It has to, as shop.test/api, shop.test/x"
            + " lead to it: have it listen, or take the path away with `paas domains:remove"
            + " shop.test/api`. It printed nothing.",
        diagnosis(List.of()).neverListened(worker, INSTANCE, minute, paths).why());
    assertEquals(
        "Error R10 (Boot timeout) -> Process failed to bind to $PORT within 60 seconds of launch:"
            + " shop.test/api, shop.test/x lead to process type worker, so it has to listen",
        Diagnosis.bootTimeout(worker, minute, paths));
    assertEquals(
        "Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of launch",
        Diagnosis.bootTimeout(WEB, minute, List.of()));
  }

  @Test
  void otherPortsAreNamedOnce() {
    assertEquals(
        "web.1 did not listen on port 5000 within 60 s (R10); it listens on port 3000, 9229"
            + " instead: make it bind to 0.0.0.0:$PORT. Its last lines:\n  hello\n  on 3000",
        neverListened(
            List.of("hello", "on 3000"),
            new Listener(3000, false),
            new Listener(3000, true),
            new Listener(9229, true)));
  }

  @Test
  void anExitSaysItsStatusAndTheLastLines() {
    Health.Failed failed =
        diagnosis(List.of("Error: no DATABASE_URL"))
            .exited(WEB, INSTANCE, new State.Exited(1, false, Instant.EPOCH));
    assertEquals(
        "web.1 exited with status 1. Its last lines:\n  Error: no DATABASE_URL", failed.why());
    assertEquals(
        new Cause("web.1 exited with status 1.", Optional.empty(), OptionalInt.of(1)),
        failed.cause());
  }

  @Test
  void theCauseOfABootTimeoutHasItsCodeAndNothingThatWasPrinted() {
    Cause cause =
        diagnosis(List.of("a secret"))
            .neverListened(WEB, INSTANCE, Duration.ofSeconds(60), List.of())
            .cause();
    assertEquals(
        "web.1 did not listen on port 5000 within 60 s (R10); it listens on no port at all: make"
            + " the web process bind to 0.0.0.0:$PORT.",
        cause.message());
    assertEquals(Optional.of("R10"), cause.code());
    assertEquals(OptionalInt.empty(), cause.exitCode());
  }

  @Test
  void outOfMemorySaysTheLimit() {
    Health.Failed failed =
        diagnosis(List.of()).exited(WEB, INSTANCE, new State.Exited(137, true, Instant.EPOCH));
    assertEquals(
        "web.1 exited with status 137 because it needed more than 512 MB of memory (R15):"
            + " give it more with `paas ps:type web=1g`. It printed nothing.",
        failed.why());
    assertEquals(Optional.of("R15"), failed.cause().code());
  }

  @Test
  void whoWasEndedForWhatItHadWrittenIsToldWhatToDo() {
    excesses.add(INSTANCE.id(), new Excess.OverLimit(4L << 30));
    Health.Failed failed =
        diagnosis(List.of()).exited(WEB, INSTANCE, new State.Exited(137, false, Instant.EPOCH));
    assertEquals(
        new Cause(
            "web.1 exited with status 137 because it had written more than 4096 MB besides its"
                + " volumes (R80): have it delete what it no longer needs, or keep it in a volume"
                + " (`paas storage:create`).",
            Optional.of("R80"),
            OptionalInt.of(137)),
        failed.cause());
  }

  @Test
  void aFailedCheckIsToldWithItsAnswerThePortsTheFixAndTheLastLines() {
    Healthcheck check =
        Wording.check(
            Healthcheck.Source.MANIFEST, Map.of("path", "/up", "attempts", "2", "timeout", "4"));
    Answer.Probe probe =
        new Answer.Probe(
            "GET http://10.208.0.2:5000/up",
            "status 503, expected 200-399",
            "no database",
            Duration.ofMillis(12));
    assertEquals(
        "web.1 failed its startup check 2 times: GET http://10.208.0.2:5000/up -> status 503,"
            + " expected 200-399: \"no database\" (12 ms); it listens on port 5000. Make /up answer"
            + " 200-399 in 4 s, or change the check: `paas checks web` shows it, `paas checks:set"
            + " web …` sets it. Its last lines:\n  hello",
        diagnosis(List.of("hello"), new Listener(5000, false))
            .unhealthy(WEB, INSTANCE, check, probe)
            .why());
  }

  /** A journal in which every process printed the same. */
  private record Printed(List<String> lines) implements Journal {
    @Override
    public void event(AppId app, String text) {}

    @Override
    public void platform(AppId app, String process, String text) {}

    @Override
    public void output(AppId app, String process, String text) {}

    @Override
    public void follow(Instance instance) {}

    @Override
    public void finish(Instance instance) {}

    @Override
    public void gone(AppId app, InstanceId id) {}

    @Override
    public List<String> tail(AppId app, Slot slot, int last) {
      return List.of("of another");
    }

    @Override
    public List<String> tail(Instance instance, int last) {
      return lines;
    }
  }
}
