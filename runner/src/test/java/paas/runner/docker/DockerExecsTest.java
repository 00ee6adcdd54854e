package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.runner.AttachedProcess;
import paas.runner.EngineRefused;
import paas.runner.ExecSpec;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.OutputSink;
import paas.runner.TerminalSize;
import paas.runner.engine.Engine;
import paas.runner.engine.StdStream;

@Tag("contract")
class DockerExecsTest {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static Platform platform;
  private static Instance instance;

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
    instance = start(1);
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private static Instance start(int ordinal) {
    Map<String, String> env = Map.of("GREETING", "hello", "DYNO", "web." + ordinal);
    return platform
        .instances()
        .start(platform.instance(platform.app, ordinal, "exec sleep 600", env));
  }

  /** Everything that came, stream by stream. */
  private static final class Collected implements OutputSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public synchronized void accept(StdStream stream, byte[] bytes) {
      (stream == StdStream.STDOUT ? out : err).writeBytes(bytes);
    }

    synchronized String out() {
      return out.toString(UTF_8);
    }

    synchronized String err() {
      return err.toString(UTF_8);
    }
  }

  private static ExecSpec spec(InstanceId id, String command, Optional<TerminalSize> terminal) {
    return new ExecSpec(
        id, List.of("/bin/sh", "-c", command), Map.of("TERM", "xterm"), terminal, GRACE);
  }

  private static AttachedProcess exec(String command) {
    return platform.execs().start(spec(instance.id(), command, Optional.empty()));
  }

  private static AttachedProcess terminal(String command) {
    return platform
        .execs()
        .start(spec(instance.id(), command, Optional.of(new TerminalSize(100, 40))));
  }

  private static String output(String command) {
    var got = new Collected();
    assertEquals(0, exec(command).await(got), got.err());
    return got.out();
  }

  /** How many processes of that command line run in the instance, its init left out. */
  private static long count(String command) {
    return output("ps")
        .lines()
        .filter(line -> line.endsWith(" " + command) && !line.contains("docker-init"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 42, 126, 127, 128, 129, 137, 143, 254, 255})
  void theExitCodeIsExact(int code) {
    assertEquals(code, exec("exit " + code).await(new Collected()));
  }

  @Test
  void aProcessThatDiesOfASignalHasItsCode() {
    assertEquals(143, exec("kill -TERM $$").await(new Collected()));
    assertEquals(137, exec("kill -KILL $$").await(new Collected()));
  }

  @Test
  void aProgramThatIsNotThereSaysSo() {
    var missing =
        new ExecSpec(instance.id(), List.of("/nonsense"), Map.of(), Optional.empty(), GRACE);
    var got = new Collected();
    int code = platform.execs().start(missing).await(got);
    assertTrue(code == 126 || code == 127, "code " + code);
    assertTrue((got.out() + got.err()).contains("no such file"), got.out() + got.err());
  }

  @Test
  void itHasTheInstancesEnvironmentUserAndConfinement() {
    assertEquals("hello web.1 xterm\n", output("echo $GREETING $DYNO $TERM"));
    String status = output("cat /proc/self/status");
    assertTrue(status.contains("CapEff:\t0000000000000000"), status);
    assertTrue(status.contains("CapBnd:\t0000000000000000"), status);
    assertTrue(status.contains("NoNewPrivs:\t1"), status);
    assertTrue(status.contains("Seccomp:\t2"), status);
    assertEquals(uid(output("cat /proc/1/status")), uid(status));
    assertEquals(1, count("sleep 600"));
  }

  private static String uid(String status) {
    return status.lines().filter(line -> line.startsWith("Uid:")).findFirst().orElseThrow();
  }

  @Test
  void bytesAndEndOfFileAreExactBothWays() throws Exception {
    byte[] input = new byte[8_000_000];
    new Random(7).nextBytes(input);
    var got = new Collected();
    AttachedProcess process = exec("cat; echo end >&2");
    Thread feeder = feed(process, input, 1);
    assertEquals(0, process.await(got));
    feeder.join();
    assertArrayEquals(input, got.out.toByteArray());
    assertEquals("end\n", got.err());
  }

  @Test
  void aHundredMegabytesPassBothWaysThroughASmallHeap() throws Exception {
    byte[] piece = new byte[1 << 20];
    new Random(9).nextBytes(piece);
    var count = new AtomicLong();
    var heap = new AtomicLong();
    AttachedProcess process = exec("cat");
    Thread feeder = feed(process, piece, 100);
    long before = used();
    assertEquals(
        0,
        process.await((stream, bytes) -> {
          if (count.addAndGet(bytes.length) >> 24 > (count.get() - bytes.length) >> 24) {
            heap.accumulateAndGet(used() - before, Math::max);
          }
        }));
    feeder.join();
    assertEquals(100L << 20, count.get());
    assertTrue(heap.get() < 32L << 20, "heap grew by " + heap.get());
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Thread feed(AttachedProcess process, byte[] piece, int times) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            OutputStream stdin = process.stdin();
            for (int i = 0; i < times; i++) {
              stdin.write(piece);
            }
            process.closeStdin();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aTerminalHasItsSizeFollowsItsWindowAndPassesControlC() throws Exception {
    var got = new Collected();
    AttachedProcess process = terminal("exec sh");
    Thread waiter = Thread.ofVirtual().start(() -> process.await(got));
    type(process, "stty size\n");
    Platform.await("the first size", () -> got.out().contains("40 100"));
    process.resize(132, 50);
    type(process, "stty size\n");
    Platform.await("the second size", () -> got.out().contains("50 132"));
    // In a shell of its own, which Control-C ends whether the sleep has begun or not.
    type(process, "sh -c 'echo re\"\"ady; exec sleep 601'\n");
    Platform.await("it sleeps", () -> got.out().contains("ready\r\n"));
    type(process, "\u0003");
    type(process, "echo code $?\n");
    Platform.await("the shell goes on", () -> got.out().contains("code 130"));
    type(process, "exit 9\n");
    assertTrue(waiter.join(Duration.ofSeconds(60)));
  }

  private static void type(AttachedProcess process, String keys) throws IOException {
    process.stdin().write(keys.getBytes(UTF_8));
    process.stdin().flush();
  }

  @Test
  void aSignalReachesItsProcessesAndNoOthers() throws Exception {
    var got = new Collected();
    AttachedProcess process =
        exec("trap 'echo caught; exit 5' USR1; echo ready; while :; do sleep 1; done");
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var code = tasks.submit(() -> process.await(got));
      Platform.await("it traps", () -> got.out().contains("ready"));
      process.signal("USR1");
      assertEquals(5, code.get(60, TimeUnit.SECONDS));
    }
    assertEquals(1, count("sleep 600"));
    assertThrows(IllegalArgumentException.class, () -> process.signal("9; rm -rf /"));
  }

  @Test
  void aClientWhoIsGoneEndsItAndWhatItStarted() {
    AttachedProcess process = exec("sleep 602 & while :; do echo line; done");
    OutputSink gone =
        (stream, bytes) -> {
          throw new IOException("client closed");
        };
    assertEquals(129, process.await(gone));
    Platform.await("nothing of it is left", () -> count("sleep 602") == 0);
    assertEquals(1, count("sleep 600"));
  }

  @Test
  void aTerminalWhoseClientIsGoneIsHungUp() throws Exception {
    var got = new Collected();
    AttachedProcess process = terminal("exec sh");
    Thread waiter = Thread.ofVirtual().start(() -> process.await(got));
    type(process, "sleep 603\n");
    Platform.await("it sleeps", () -> count("sleep 603") == 1);
    process.hangup();
    assertTrue(waiter.join(Duration.ofSeconds(60)));
    Platform.await("nothing of it is left", () -> count("sleep 603") == 0);
  }

  @Test
  void whoIgnoresAHangUpIsKilledAfterItsGrace() {
    var got = new Collected();
    AttachedProcess process = exec("trap '' HUP; echo ready; while :; do sleep 1; done");
    OutputSink hangsUp =
        (stream, bytes) -> {
          got.accept(stream, bytes);
          process.hangup();
        };
    assertEquals(137, process.await(hangsUp));
  }

  @Test
  void closingEndsIt() {
    AttachedProcess process = exec("exec sleep 604");
    assertEquals(1, count("sleep 604"));
    process.close();
    process.close();
    Platform.await("it is gone", () -> count("sleep 604") == 0);
  }

  @Test
  void itEndsWithItsInstance() throws Exception {
    Instance second = start(2);
    AttachedProcess process =
        platform.execs().start(spec(second.id(), "exec sleep 605", Optional.empty()));
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var code = tasks.submit(() -> process.await(new Collected()));
      platform.instances().stop(second.id(), Duration.ofSeconds(5));
      assertEquals(137, code.get(60, TimeUnit.SECONDS));
    }
    assertThrows(
        EngineRefused.class,
        () -> platform.execs().start(spec(second.id(), "true", Optional.empty())));
    platform.instances().remove(second.id());
    assertThrows(
        NoSuchContainer.class,
        () -> platform.execs().start(spec(second.id(), "true", Optional.empty())));
  }

  @Test
  void aRestartedPlatformEndsWhatAFormerOneLeft() {
    Instance third = start(3);
    try (var dead = new Engine(Platform.SOCKET);
        var deadRunner = platform.runner(dead)) {
      deadRunner.execs().start(spec(third.id(), "exec sleep 606", Optional.empty()));
    }
    var ps = new Collected();
    platform.execs().start(spec(third.id(), "ps", Optional.empty())).await(ps);
    assertTrue(ps.out().contains("sleep 606"), ps.out());
    assertTrue(platform.execs().endLeftovers() >= 1);
    Platform.await(
        "it is gone",
        () -> {
          var now = new Collected();
          platform.execs().start(spec(third.id(), "ps", Optional.empty())).await(now);
          return !now.out().contains("sleep 606");
        });
    platform.instances().remove(third.id());
  }
}
