package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code paas run}: exact output, exact exit code, input, a terminal, and nothing left behind. */
@Tag("acceptance")
class OneOffTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "one-offs";

  @BeforeAll
  static void deploy() {
    PLATFORM.repository(APP).withServer("x").commit("one").push().mustSucceed();
  }

  @Test
  void exitCodeAndBothStreamsArePassedOn() {
    Program.Ran ran = run("", "echo out; echo err >&2; exit 41");
    assertEquals(41, ran.code());
    assertEquals("out\n", ran.out());
    assertTrue(ran.err().contains("err"), ran.err());
  }

  @Test
  void pipedInputReachesItUpToItsEnd() {
    String input = "a line\n".repeat(100_000);
    assertEquals("700000\n", run(input, "wc -c").mustSucceed().out());
  }

  @Test
  void environmentOfThisRunIsTakenLiterally() {
    Program.Ran ran =
        PLATFORM.paas("run", "-a", APP, "-e", "X=$(id) `id` \"q\"", "--", "printenv", "X");
    assertEquals("$(id) `id` \"q\"\n", ran.mustSucceed().out());
  }

  @Test
  void terminalHasItsSizeAndPassesTheExitCode() {
    String command =
        "stty rows 33 cols 101; exec '%s' run -a %s 'test -t 0 || exit 9; for i in $(seq 200); do set -- $(stty size); test $2 -gt 0 && break; done; echo $@; exit 5'"
            .formatted(PLATFORM.cli(), APP);
    Program.Ran ran =
        Program.run(
            PLATFORM.home,
            PLATFORM.env(),
            "",
            Duration.ofMinutes(2),
            List.of("script", "-qec", command, "/dev/null"));
    assertTrue(ran.out().contains("33 101"), ran.toString());
    assertEquals(5, ran.code(), ran.toString());
  }

  @Test
  void containerIsGoneAfterwards() {
    run("", "true").mustSucceed();
    Await.until("no one-off's container is left", () -> containers().isEmpty());
  }

  private static String containers() {
    return Program.run(
            PLATFORM.home,
            PLATFORM.env(),
            "",
            Duration.ofMinutes(1),
            List.of(
                "docker",
                "ps",
                "-aq",
                "--filter",
                "label=paas.app-name=" + APP,
                "--filter",
                "label=paas.kind=oneoff"))
        .mustSucceed()
        .out();
  }

  private static Program.Ran run(String input, String command) {
    return PLATFORM.paasWith(input, "run", "-a", APP, command);
  }
}
