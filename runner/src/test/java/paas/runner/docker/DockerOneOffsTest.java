package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OutputSink;
import paas.runner.RunningOneOff;
import paas.runner.State;
import paas.runner.engine.Engine;
import paas.runner.engine.StdStream;

@Tag("contract")
class DockerOneOffsTest {
  private static Platform platform;

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
  }

  @AfterAll
  static void close() {
    platform.close();
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

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 42, 126, 127, 128, 137, 254, 255})
  void theExitCodeIsExact(int code) {
    OneOff oneOff = run(platform.oneOff("exit " + code));
    assertEquals(code, oneOff.await(new Collected()));
    assertGone(oneOff);
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "ABRT, 134", "KILL, 137", "SEGV, 139", "TERM, 143"})
  void aProcessThatDiesOfASignalHasItsCode(String signal, int code) {
    OneOff oneOff = run(platform.oneOff("kill -" + signal + " $$; sleep 60"));
    assertEquals(code, oneOff.await(new Collected()));
    assertGone(oneOff);
  }

  @Test
  void standardOutputAndErrorComeApart() {
    var got = new Collected();
    assertEquals(3, run(platform.oneOff("echo out; echo err >&2; exit 3")).await(got));
    assertEquals("out\n", got.out());
    assertEquals("err\n", got.err());
  }

  @Test
  void inputOutputAndEndOfFileAreExactForTwentyMegabytes() throws Exception {
    byte[] input = new byte[20_000_000];
    new Random(42).nextBytes(input);
    var got = new Collected();
    OneOff oneOff = run(platform.oneOff("cat"));
    Thread feeder = feed(oneOff, input);
    assertEquals(0, oneOff.await(got));
    feeder.join();
    assertArrayEquals(input, got.out.toByteArray());
    assertEquals("", got.err());
  }

  @Test
  void endOfFileReachesAProcessThatAnswersAfterIt() throws IOException {
    var got = new Collected();
    OneOff oneOff = run(platform.oneOff("wc -c; echo done"));
    oneOff.stdin().write("12345".getBytes(UTF_8));
    oneOff.closeStdin();
    assertEquals(0, oneOff.await(got));
    assertEquals("5\ndone\n", got.out());
  }

  @Test
  void configValuesReachTheProcessByteForByte() {
    String nasty = "a 'b' \"c\" $HOME `id` $(id) \\ \t\r\n\n%s é 😀 {\"k\":\"v\"}\u0001 end\n";
    String large = "xy z$'\"\n".repeat(8_000).substring(0, 60_000);
    Map<String, String> env = Map.of("NASTY", nasty, "LARGE", large, "EMPTY", "");
    var got = new Collected();
    String command = "printf %s \"$NASTY\"; printf %s \"$LARGE\" >&2; [ -z \"${EMPTY-x}\" ]";
    assertEquals(0, run(platform.oneOff(platform.app, command, env, Optional.empty())).await(got));
    assertEquals(nasty, got.out());
    assertEquals(large, got.err());
  }

  @Test
  void sixHundredMegabytesPassThroughASmallHeap() {
    var count = new AtomicLong();
    long size = 600L << 20;
    OneOff oneOff = run(platform.oneOff("head -c " + size + " /dev/zero"));
    assertEquals(0, oneOff.await((stream, bytes) -> count.addAndGet(bytes.length)));
    assertEquals(size, count.get());
  }

  /** The sizes are such that with some of them the engine holds the rest when the process ends. */
  @Test
  void aReaderThatStallsUntilLongAfterTheEndLosesNothing() throws Exception {
    List<Long> sizes = LongStream.range(0, 8).mapToObj(n -> 3_200_000 + n * 40_000).toList();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> runs =
          sizes.stream().<Callable<Long>>map(size -> () -> stalledCount(size)).toList();
      List<Long> counts = new ArrayList<>();
      for (var each : tasks.invokeAll(runs)) {
        counts.add(each.get());
      }
      assertEquals(sizes, counts);
    }
  }

  private static long stalledCount(long size) {
    var count = new AtomicLong();
    var stalled = new CountDownLatch(1);
    OutputSink slow =
        (stream, bytes) -> {
          if (count.getAndAdd(bytes.length) == 0) {
            awaitQuietly(stalled, Duration.ofSeconds(6));
          }
        };
    assertEquals(0, run(platform.oneOff("head -c " + size + " /dev/zero")).await(slow));
    return count.get();
  }

  @Test
  void aTerminalHasItsSizeAndFollowsItsWindow() throws Exception {
    var got = new Collected();
    OneOff oneOff = run(platform.terminal("read a; stty size; read b; stty size"));
    Thread waiter = Thread.ofVirtual().start(() -> oneOff.await(got));
    type(oneOff, "go\n");
    Platform.await("the first size", () -> got.out().contains("40 100"));
    oneOff.resize(132, 50);
    type(oneOff, "go\n");
    Platform.await("the second size", () -> got.out().contains("50 132"));
    assertTrue(waiter.join(Duration.ofSeconds(10)));
    assertEquals("", got.err());
  }

  @Test
  void controlCInterruptsWhatRunsInTheTerminalNotTheShell() throws Exception {
    var got = new Collected();
    OneOff oneOff = run(platform.terminal("exec sh"));
    Thread waiter = Thread.ofVirtual().start(() -> oneOff.await(got));
    type(oneOff, "echo ready; sleep 600\n");
    Platform.await("it sleeps", () -> got.out().contains("ready\r\n"));
    type(oneOff, "\u0003");
    type(oneOff, "echo code $?\n");
    Platform.await("the shell goes on", () -> got.out().contains("code 130"));
    type(oneOff, "exit 9\n");
    assertTrue(waiter.join(Duration.ofSeconds(10)));
  }

  @Test
  void aSignalReachesTheProcess() throws Exception {
    var got = new Collected();
    OneOff oneOff =
        run(
            platform.oneOff(
                "trap 'echo caught; exit 5' USR1; echo ready; while :; do sleep 1; done"));
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var code = tasks.submit(() -> oneOff.await(got));
      Platform.await("it traps", () -> got.out().contains("ready"));
      oneOff.signal("USR1");
      assertEquals(5, code.get(60, TimeUnit.SECONDS));
      assertEquals("ready\ncaught\n", got.out());
    }
    assertThrows(IllegalArgumentException.class, () -> oneOff.signal("9; rm -rf /"));
  }

  @Test
  void aHungUpProcessThatIgnoresItIsKilledAfterItsGrace() {
    var got = new Collected();
    OneOff oneOff = run(platform.oneOff("trap '' HUP; echo ready; while :; do sleep 1; done"));
    OutputSink hangsUp =
        (stream, bytes) -> {
          got.accept(stream, bytes);
          oneOff.hangup();
        };
    assertEquals(137, oneOff.await(hangsUp));
    assertGone(oneOff);
  }

  @Test
  void aReaderThatIsGoneHangsTheProcessUp() {
    OneOff oneOff = run(platform.oneOff("while :; do echo line; done"));
    OutputSink gone =
        (stream, bytes) -> {
          throw new IOException("client closed");
        };
    assertEquals(129, oneOff.await(gone));
  }

  @Test
  void closingEndsItAndRemovesIt() {
    OneOff oneOff = run(platform.oneOff("sleep 600"));
    assertEquals(1, platform.oneOffs().list(platform.app).size());
    oneOff.close();
    oneOff.close();
    assertGone(oneOff);
  }

  @Test
  void aOneOffEndsAtItsTimeLimit() {
    OneOffSpec brief = platform.brief("sleep 600", Duration.ofSeconds(1));
    Instant before = Instant.now();
    assertEquals(143, run(brief).await(new Collected()));
    assertTrue(Duration.between(before, Instant.now()).toSeconds() < 120);
  }

  @Test
  void aDetachedOneOffLeavesItsOutputInItsLogUntilItIsRemoved() throws IOException {
    InstanceId id = platform.oneOffs().startDetached(platform.oneOff("echo to the log; exit 4"));
    assertEquals(4, platform.oneOffs().awaitExit(id));
    String log = Files.readString(platform.instances().logPath(id).orElseThrow());
    assertTrue(log.contains("to the log"), log);
    RunningOneOff seen = platform.oneOffs().list(platform.app).getFirst();
    assertTrue(seen.detached());
    assertEquals(4, assertInstanceOf(State.Exited.class, seen.state()).code());
    assertEquals(List.of(), platform.instances().list());
    platform.oneOffs().remove(id);
    platform.oneOffs().remove(id);
    assertEquals(List.of(), platform.oneOffs().list(platform.app));
  }

  @Test
  void aRestartedPlatformRemovesAttachedOneOffsAndKeepsDetachedOnes() {
    InstanceId detached = platform.oneOffs().startDetached(platform.oneOff("sleep 600"));
    try (var dead = new Engine(Platform.SOCKET);
        var deadRunner = platform.runner(dead)) {
      deadRunner.oneOffs().start(platform.oneOff("sleep 600"));
    }
    assertEquals(2, platform.oneOffs().list(platform.app).size());
    assertEquals(1, platform.oneOffs().removeLeftovers());
    assertEquals(detached, platform.oneOffs().list(platform.app).getFirst().id());
    platform.oneOffs().stop(detached, Duration.ofSeconds(5));
    platform.oneOffs().remove(detached);
  }

  @Test
  void shortLivedOneOffsInParallelLoseNothing() throws Exception {
    try (var tasks = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> runs =
          IntStream.range(0, 40).<Callable<String>>mapToObj(n -> () -> output(n)).toList();
      for (var each : tasks.invokeAll(runs)) {
        assertEquals(
            IntStream.rangeClosed(1, 10).mapToObj(i -> i + "\n").toList(), lines(each.get()));
      }
    }
  }

  private static void assertGone(OneOff oneOff) {
    assertThrows(
        NotFoundException.class,
        () -> platform.engine.client().inspectContainerCmd(oneOff.id().value()).exec());
  }

  private static String output(int n) {
    var got = new Collected();
    assertEquals(n, run(platform.oneOff("seq 1 10; exit " + n)).await(got));
    return got.out();
  }

  private static List<String> lines(String text) {
    return text.lines().map(line -> line + "\n").toList();
  }

  private static OneOff run(OneOffSpec spec) {
    return platform.oneOffs().start(spec);
  }

  private static Thread feed(OneOff oneOff, byte[] input) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            oneOff.stdin().write(input);
            oneOff.closeStdin();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void type(OneOff oneOff, String keys) throws IOException {
    oneOff.stdin().write(keys.getBytes(UTF_8));
    oneOff.stdin().flush();
  }

  private static void awaitQuietly(CountDownLatch latch, Duration atMost) {
    try {
      latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
