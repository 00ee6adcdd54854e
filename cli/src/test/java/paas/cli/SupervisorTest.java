package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code bin/lib/supervise} runs two programs, shown with programs that do nothing. */
class SupervisorTest {
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private static final long LONG = 10_000_001;

  /** Notes its process id, and runs on. */
  private static final String LASTING = "echo $$ >>\"$PAAS_HOME/started.${0##*/}\"; exec sleep 300";

  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    program("lib/keep-router", LASTING);
    program("paasd", LASTING);
  }

  @Test
  void oneThatIsToldToEndWhileItStartsAProgramLeavesNone() throws Exception {
    // Bash runs this in the supervisor before each of its commands.
    Path endsItself =
        script(
            "ends-itself",
            "set -T; trap 'case $BASH_COMMAND in *\\$!*) kill -TERM $$ ;; esac' DEBUG");
    Process supervisor = supervise("BASH_ENV", endsItself.toString());
    assertTrue(supervisor.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS), this::said);
    assertEquals(List.of(), living());
  }

  @Test
  void processIdsAreWrittenDownOnceThatIsPossible() throws Exception {
    Path inTheWay = Files.createDirectories(home.resolve("run/paasd.pid.new"));
    Process supervisor = supervise();
    try {
      await("both run", () -> living().size() == 2);
      assertFalse(Files.exists(home.resolve("run/paasd.pid")));
      Files.delete(inTheWay);
      await("it is written down", () -> noted("paasd").equals(started("paasd")));
    } finally {
      end(supervisor);
    }
  }

  private void end(Process supervisor) {
    supervisor.destroy();
    supervisor.onExit().join();
  }

  private List<Long> noted(String name) {
    return numbers(home.resolve("run/" + name + ".pid"));
  }

  @Test
  void aClockThatStandsStillDelaysNoRestart() throws Exception {
    program("paasd", "echo $$ >>\"$PAAS_HOME/started.${0##*/}\"");
    Path clock = script("clock", "unset EPOCHSECONDS; EPOCHSECONDS=1000");
    Process supervisor = supervise("BASH_ENV", clock.toString());
    try {
      await("it was started thrice", () -> started("paasd").size() >= 3);
    } finally {
      end(supervisor);
    }
  }

  @Test
  void aProgramIsStartedAgainWhateverBecameOfTheLogs() throws Exception {
    Process supervisor = supervise();
    try {
      await("both run", () -> living().size() == 2);
      remove(home.resolve("log"));
      killPaasd();
      await("there is a log again", () -> Files.exists(home.resolve("log/paasd.log")));
      await("paasd runs again", () -> started("paasd").size() == 2);
      remove(home.resolve("log"));
      Files.createFile(home.resolve("log"));
      killPaasd();
      await("paasd runs without a log", () -> started("paasd").size() == 3);
    } finally {
      end(supervisor);
    }
  }

  @Test
  void logsThatGrowLongArePutAside() throws Exception {
    for (String name : List.of("paasd", "paas-router", "supervise")) {
      grow(name);
    }
    Files.writeString(home.resolve("log/paasd.log.1"), "former");
    Process supervisor = supervise();
    try {
      for (String name : List.of("paasd", "paas-router", "supervise")) {
        Path log = home.resolve("log/" + name + ".log");
        await(log + " is emptied", () -> log.toFile().length() == 0);
        assertEquals(LONG, Files.size(home.resolve("log/" + name + ".log.1")));
      }
      assertEquals("former", Files.readString(home.resolve("log/paasd.log.2")));
    } finally {
      end(supervisor);
    }
  }

  @Test
  void aFullDiskEmptiesALongLogAndCostsNoFormerOnes() throws Exception {
    grow("paasd");
    Files.writeString(home.resolve("log/paasd.log.1"), "former");
    Path full = Files.createDirectories(home.resolve("full"));
    executable(full.resolve("cp"), "echo part >\"$2\"; exit 1");
    Process supervisor = supervise("PATH", full + ":" + System.getenv("PATH"));
    try {
      Path log = home.resolve("log/paasd.log");
      await("it is emptied", () -> log.toFile().length() == 0);
      assertEquals("former", Files.readString(home.resolve("log/paasd.log.1")));
      assertFalse(Files.exists(home.resolve("log/paasd.log.2")));
    } finally {
      end(supervisor);
    }
  }

  @Test
  void oneThatIsRenewedKeepsItsProgramsAndCaresForThem() throws Exception {
    Process supervisor = superviseFromItsVersion();
    try {
      await("both run", () -> living().size() == 2);
      List<ProcessHandle> before = living();
      version("# the next");
      Files.createFile(home.resolve("run/renew"));
      await("the next version runs", () -> script(supervisor).contains("# the next"));
      assertEquals(before, living());
      assertEquals(1, supervise().waitFor(), "it holds the lock");
      killPaasd();
      await("paasd runs again", () -> started("paasd").size() == 2 && living().size() == 2);
      await("it is counted", () -> numbers(home.resolve("run/paasd.restarts")).equals(List.of(1L)));
      killPaasd();
      await("paasd runs again", () -> started("paasd").size() == 3 && living().size() == 2);
      assertEquals(List.of(before.get(0)), living().subList(0, 1), "the keeper runs on");
    } finally {
      end(supervisor);
    }
    await("both have ended", () -> living().isEmpty());
  }

  @Test
  void aVersionThatCannotBeUnderstoodIsNotTaken() throws Exception {
    Process supervisor = superviseFromItsVersion();
    try {
      await("both run", () -> living().size() == 2);
      version("if");
      Path renew = Files.createFile(home.resolve("run/renew"));
      await("it was looked at", () -> !Files.exists(renew));
      killPaasd();
      await("paasd runs again", () -> started("paasd").size() == 2 && living().size() == 2);
    } finally {
      end(supervisor);
    }
  }

  private Process superviseFromItsVersion() throws IOException {
    version("# the first");
    return start(home.resolve("app/current/bin/lib/supervise").toString());
  }

  /** Another file in the place of the one that runs, as another version is. */
  private void version(String text) throws IOException {
    Path file = home.resolve("app/current/bin/lib/supervise");
    Path next = file.resolveSibling("supervise.new");
    Files.writeString(next, Files.readString(Path.of("../bin/lib/supervise")) + text + "\n");
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwx------"));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String script(Process bash) {
    try {
      return Files.readString(Path.of("/proc/" + bash.pid() + "/fd/255"));
    } catch (IOException e) {
      return ""; // between one program and the next
    }
  }

  private void grow(String name) throws IOException {
    Files.createDirectories(home.resolve("log"));
    try (RandomAccessFile log =
        new RandomAccessFile(home.resolve("log/" + name + ".log").toFile(), "rw")) {
      log.setLength(LONG);
    }
  }

  private void killPaasd() {
    List<Long> started = started("paasd");
    ProcessHandle.of(started.get(started.size() - 1)).orElseThrow().destroyForcibly();
  }

  private static void remove(Path directory) throws IOException {
    for (Path file :
        List.of(directory.resolve("paasd.log"), directory.resolve("paas-router.log"))) {
      Files.deleteIfExists(file);
    }
    Files.delete(directory);
  }

  private void program(String name, String command) throws IOException {
    Path programs = home.resolve("app/current/bin");
    Files.createDirectories(programs.resolve("lib"));
    executable(programs.resolve(name), command);
  }

  private static void executable(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Path script(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text + "\n");
  }

  private Process supervise(String... variable) throws IOException {
    return start("../bin/lib/supervise", variable);
  }

  private Process start(String script, String... variable) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", script);
    builder.environment().put("PAAS_HOME", home.toString());
    if (variable.length == 2) {
      builder.environment().put(variable[0], variable[1]);
    }
    return builder.redirectErrorStream(true).redirectOutput(home.resolve("said").toFile()).start();
  }

  /** The programs that run, of all that were ever started. */
  private List<ProcessHandle> living() {
    return List.of("keep-router", "paasd").stream()
        .flatMap(name -> started(name).stream())
        .flatMap(id -> ProcessHandle.of(id).stream())
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private List<Long> started(String name) {
    return numbers(home.resolve("started." + name));
  }

  private static List<Long> numbers(Path file) {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Did not happen: " + what + "\n" + said());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private String said() {
    try {
      return Files.readString(home.resolve("said"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
