package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        "stty rows 33 cols 101; exec '%s' run -a %s 'test -t 0 || exit 9; for i in $(seq 600); do set -- $(stty size); test $2 -gt 0 && break; sleep 0.1; done; echo $@; exit 5'"
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

  /** The engine tells of its end what the command made of the signal. */
  @ParameterizedTest
  @ValueSource(strings = {"HUP", "KILL"})
  void commandWhoseUserIsGoneIsHungUpOn(String signal) {
    String begun = Instant.now().toString();
    Process client =
        PLATFORM.paasInBackground(
            "run", "-a", APP, "trap 'exit 71' HUP; echo begun; while :; do sleep 0.1; done");
    Await.until("it runs", () -> text(PLATFORM.home.resolve("run.out")).contains("begun"));
    run(List.of("kill", "-" + signal, "" + client.pid()));
    Await.until("no one-off's container is left", () -> containers().isEmpty());
    List<String> events =
        List.of(
            "docker",
            "events",
            "--since",
            begun,
            "--until",
            Instant.now().toString(),
            "--filter",
            "event=die",
            "--filter",
            "label=paas.app-name=" + APP,
            "--format",
            "{{.Actor.Attributes.exitCode}}");
    assertEquals("71\n", run(events).out());
  }

  /** The highest that paasd's memory was is forgotten first: proc(5), clear_refs. */
  @Test
  void aGigabyteGoesInAndOutExactlyWithoutGoingThroughMemory() throws IOException {
    Path paasd = Path.of("/proc/" + PLATFORM.pid("paasd"));
    Files.writeString(paasd.resolve("clear_refs"), "5", StandardOpenOption.WRITE);
    long before = highestMemory(paasd);
    String gigabyte = "head -c 1073741824 /dev/zero | openssl enc -aes-128-ctr -K 5 -iv 5 -nosalt";
    String there = "%s | '%s' run -a %s cat".formatted(gigabyte, PLATFORM.cli(), APP);
    run(List.of("bash", "-o", "pipefail", "-c", there + " | cmp - <(" + gigabyte + ")"));
    long grown = highestMemory(paasd) - before;
    assertTrue(grown < 150 * 1024, "paasd grew by " + grown + " KB from " + before + " KB");
  }

  /** In KB. */
  private static long highestMemory(Path process) {
    return text(process.resolve("status"))
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Program.Ran run(List<String> command) {
    return Program.run(PLATFORM.home, PLATFORM.env(), "", Duration.ofMinutes(8), command)
        .mustSucceed();
  }

  private static String containers() {
    return String.join("\n", PLATFORM.docker("ps -a", "paas.app-name=" + APP, "paas.kind=oneoff"));
  }

  private static Program.Ran run(String input, String command) {
    return PLATFORM.paasWith(input, "run", "-a", APP, command);
  }
}
