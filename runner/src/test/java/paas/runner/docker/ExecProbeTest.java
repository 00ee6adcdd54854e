package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.CommandProbe;
import paas.runner.CommandProbe.Result;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;

@Tag("contract")
class ExecProbeTest {
  private static final Duration PLENTY = Duration.ofSeconds(20);
  private static Platform platform;
  private static InstanceId id;

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
    id =
        platform
            .instances()
            .start(platform.instance(platform.app, 1, "sleep 600", Map.of("KEY", "a b")))
            .id();
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private static Result run(Duration atMost, String... words) {
    return platform.runner.probe().run(id, List.of(words), atMost);
  }

  @Test
  void itsStatusAndWhatItPrintedAreTold() {
    assertEquals(
        new Result(Optional.of(7), "out\nerr\n"),
        run(PLENTY, "/bin/sh", "-c", "echo out; sleep 0.1; echo err >&2; exit 7"));
  }

  @Test
  void itRunsInTheInstancesEnvironmentAndWordsAreNotTakenApart() {
    assertEquals(
        new Result(Optional.of(0), "a b;$KEY"),
        run(PLENTY, "/bin/sh", "-c", "printf '%s;%s' \"$KEY\" \"$0\"", "$KEY"));
  }

  @Test
  void moreThanTheBoundIsThrownAway() {
    Result result = run(PLENTY, "/bin/sh", "-c", "head -c 3000000 /dev/zero");
    assertEquals(Optional.of(0), result.exit());
    assertEquals(CommandProbe.MOST_OUTPUT, result.output().length());
  }

  @Test
  void oneWhoseTimeIsUpIsKilledWithAllThatItStarted() {
    Duration limit = Duration.ofMillis(500);
    Result result = cutOff(limit);
    while (result.output().isEmpty() && limit.compareTo(PLENTY) < 0) {
      limit = limit.multipliedBy(2);
      result = cutOff(limit);
    }
    assertEquals(new Result(Optional.empty(), "begun\n"), result);
    String sleeping = "sleep " + limit.toMillis();
    Platform.await(
        "nothing of it runs",
        () -> !run(PLENTY, "/bin/sh", "-c", "ps").output().contains(sleeping));
  }

  /** It has printed nothing where a busy engine took longer than that to begin it. */
  private static Result cutOff(Duration limit) {
    try {
      return run(limit, "/bin/sh", "-c", "echo begun; sleep " + limit.toMillis() + " & wait");
    } catch (EngineRefused notBegun) {
      return new Result(Optional.empty(), "");
    }
  }

  @Test
  void aProgramThatIsNotThereIsToldApart() {
    Result result = missing();
    assertTrue(result.exit().filter(code -> code == 126 || code == 127).isPresent(), result + "");
  }

  /** Engines differ: a refusal, or an exit that says so. */
  private static Result missing() {
    try {
      return run(PLENTY, "/no/such/program");
    } catch (EngineRefused refused) {
      return new Result(Optional.of(127), String.valueOf(refused.getMessage()));
    }
  }

  @Test
  void aContainerThatIsGoneIsSaidToBe() {
    assertThrows(
        NoSuchContainer.class,
        () ->
            platform
                .runner
                .probe()
                .run(new InstanceId("0".repeat(64)), List.of("/bin/true"), PLENTY));
  }
}
