package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ps:exec}, {@code ps:copy}, {@code ps:forward}, and the commands on one-offs. */
@Tag("acceptance")
class InstanceReachTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "reached";
  private static final Pattern PORT = Pattern.compile("Forwarding 127\\.0\\.0\\.1:(\\d+) ");

  @TempDir Path here;

  @BeforeAll
  static void deploy() {
    PLATFORM.paas("create", APP).mustSucceed();
    PLATFORM.paas("config:set", "KEY=a value", "-a", APP).mustSucceed();
    PLATFORM.repository(APP).withServer("reached").commit("one").push().mustSucceed();
  }

  private static Program.Ran exec(String input, String line) {
    return PLATFORM.paasWith(input, "ps:exec", "-a", APP, "web.1", line);
  }

  private static boolean holds(String line) {
    return exec("", line).code() == 0;
  }

  private static String log() {
    return PLATFORM.paas("logs", "-a", APP, "-n", "1500").mustSucceed().out();
  }

  private Process background(Path output, String... arguments) {
    List<String> command = new ArrayList<>(List.of(PLATFORM.cli().toString()));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(here.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(PLATFORM.env());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void execRunsInTheInstanceWithItsEnvironmentAndExactExitCode() {
    Program.Ran ran = exec("", "touch /tmp/mark; echo $DYNO $PORT $KEY; echo err >&2; exit 41");
    assertEquals(41, ran.code(), ran.toString());
    assertEquals("web.1 5000 a value\n", ran.out());
    assertTrue(ran.err().contains("err"), ran.err());
    assertTrue(holds("test -e /tmp/mark && pgrep -f server.js"));
    assertTrue(log().contains("Exec into web.1 by user "));
  }

  @Test
  void execPassesInputUpToItsEnd() {
    assertEquals("700000\n", exec("a line\n".repeat(100_000), "wc -c").mustSucceed().out());
  }

  @Test
  void execEndsWhenItsClientIsKilled() {
    Process client =
        background(
            here.resolve("out"), "ps:exec", "-a", APP, "web.1", "echo $$ >/tmp/pid; sleep 654");
    Await.until("it runs", () -> holds("kill -0 $(cat /tmp/pid)"));
    client.descendants().forEach(ProcessHandle::destroyForcibly);
    client.destroyForcibly();
    Await.until("it is gone", () -> holds("! kill -0 $(cat /tmp/pid)"));
    Await.until("so is what it began", () -> holds("! pgrep -f 'sleep [6]54'"));
  }

  @Test
  void aDirectoryComesBackAsItWentIn() throws IOException {
    Path source = Files.createDirectories(here.resolve("source"));
    byte[] bytes = new byte[30_000_000];
    new Random(3).nextBytes(bytes);
    Files.write(source.resolve("large"), bytes);
    Files.createDirectories(source.resolve("deep/er"));
    Files.writeString(source.resolve("deep/er/script"), "#!/bin/sh\necho ran\n");
    assertTrue(source.resolve("deep/er/script").toFile().setExecutable(true));
    Files.createSymbolicLink(source.resolve("link"), Path.of("deep/er/script"));

    PLATFORM.paas("ps:copy", "-a", APP, source.toString(), "web.1:/tmp").mustSucceed();
    assertEquals("ran\n", exec("", "/tmp/source/link").mustSucceed().out());
    PLATFORM
        .paas("ps:copy", "-a", APP, "web.1:/tmp/source", here.resolve("back").toString())
        .mustSucceed();

    assertEquals(-1, Files.mismatch(source.resolve("large"), here.resolve("back/large")));
    assertTrue(Files.isExecutable(here.resolve("back/link")));
    assertTrue(log().contains("Copy of /tmp/source out of web.1 by user "));
    assertTrue(holds("test -z \"$(ls -d /tmp/.paas-copy-*)\""), "nothing is left aside");
  }

  @Test
  void aCopyOfNothingSaysSoAndLeavesNothing() {
    Program.Ran ran =
        PLATFORM.paas("ps:copy", "-a", APP, "web.1:/no/such", here.resolve("x").toString());
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.err().contains("/no/such: no such file or directory"), ran.err());
    assertFalse(Files.exists(here.resolve("x")));
    Path source = here.resolve("one");
    assertTrue(Files.notExists(source));
    assertEquals(7, PLATFORM.paas("ps:copy", "-a", APP, source.toString(), "web.1:/tmp").code());
  }

  @Test
  void aForwardedPortLeadsToTheInstance() throws Exception {
    Path output = here.resolve("forward");
    Process client = background(output, "ps:forward", "-a", APP, "web.1", "0:5000");
    try {
      Await.until("it listens", () -> PORT.matcher(text(output)).find());
      Matcher matcher = PORT.matcher(text(output));
      assertTrue(matcher.find());
      int port = Integer.parseInt(matcher.group(1));
      for (int i = 0; i < 5; i++) {
        assertEquals("reached", Page.get(port, "any.host", "/").body());
      }
    } finally {
      client.descendants().forEach(ProcessHandle::destroyForcibly);
      client.destroyForcibly();
    }
    assertTrue(log().contains("Forward to port 5000 of web.1 by user "));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDetachedRunIsListedFollowedAndStopped() {
    Program.Ran started =
        PLATFORM.paas("run:detached", "-a", APP, "--json", "echo he''llo; exec sleep 600");
    Matcher name = Pattern.compile("run\\.[0-9]{4}").matcher(started.mustSucceed().out());
    assertTrue(name.find(), started.out());
    String run = name.group();
    assertTrue(PLATFORM.paas("run:list", "-a", APP).mustSucceed().out().contains(run));
    Await.until(
        "its output is in its log",
        () -> PLATFORM.paas("run:logs", run, "-a", APP).out().contains("]: hello"));

    PLATFORM.paas("run:stop", run, "-a", APP).mustSucceed();

    Await.until("it is gone", () -> !PLATFORM.paas("run:list", "-a", APP).out().contains(run));
    Await.until(
        "its end is in its log",
        () ->
            PLATFORM.paas("run:logs", run, "-a", APP).out().contains("Process exited with status"));
    assertTrue(log().contains("Stop " + run + " by user "));
  }

  @Test
  void aRunEndsAtItsTimeLimit() {
    long before = System.nanoTime();
    Program.Ran ran = PLATFORM.paas("run", "-a", APP, "--timeout", "3", "exec sleep 600");
    assertEquals(143, ran.code(), ran.toString());
    assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 60);
    Await.until("the log says why", () -> log().contains("Stopped at its time limit of 3 s"));
  }
}
