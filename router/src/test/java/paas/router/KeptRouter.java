package paas.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The keeper {@code bin/lib/keep-router} with a home of its own, and the routers that it starts.
 */
final class KeptRouter implements AutoCloseable {
  private static final Path KEEPER =
      Path.of(System.getProperty("user.dir")).resolveSibling("bin/lib/keep-router");
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  final Path home;
  final int port;
  private final Map<String, String> environment;
  private Process keeper;

  KeptRouter(Path home) throws IOException {
    this(
        home,
        "exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m --enable-native-access=ALL-UNNAMED -cp '%s' paas.router.RouterMain"
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")),
        Map.of());
  }

  KeptRouter(Path home, String command, Map<String, String> environment) throws IOException {
    this.home = home;
    this.port = freePort();
    this.environment = environment;
    Files.createDirectories(home.resolve("router"));
    Files.createDirectories(home.resolve("app/current/bin/lib"));
    Files.createSymbolicLink(home.resolve("app/current/bin/lib/keep-router"), KEEPER);
    program(command);
    settings(port);
    keeper = start();
    awaitServing();
    // Said last; else it would be taken for what came of the first replacement.
    await("the keeper says what came of the start", () -> Files.exists(outcome()));
  }

  /** What the keeper starts as a router from now on. */
  void program(String command) throws IOException {
    Path program = home.resolve("app/current/bin/paas-router");
    Files.writeString(
        program, "#!/bin/bash\nset -a\n. \"$PAAS_HOME/router.settings\"\n%s\n".formatted(command));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /** What it listens on from the next start of a router on. */
  void settings(int httpPort) throws IOException {
    Files.writeString(
        home.resolve("router.settings"),
        "PAAS_HTTP_BIND=127.0.0.1\nPAAS_HTTP_PORT=%d\nPAAS_HTTPS_PORT=off\nPAAS_ROUTER_THREADS=2\n"
            .formatted(httpPort));
  }

  /** By what the next routers read and write their sockets. */
  void transport(String name) throws IOException {
    Files.writeString(
        home.resolve("router.settings"),
        "PAAS_ROUTER_TRANSPORT=" + name + "\n",
        StandardOpenOption.APPEND);
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/usr/bin/perl", KEEPER.toString());
    builder.environment().putAll(environment);
    builder.environment().put("PAAS_HOME", home.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return home.resolve("log");
  }

  /** Asks the keeper for the next router, and returns what came of it: serves or failed. */
  String replace() throws IOException, InterruptedException {
    Files.deleteIfExists(outcome());
    askToReplace();
    await("the keeper says what came of it", () -> Files.exists(outcome()));
    return Files.readString(outcome()).strip();
  }

  private Path outcome() {
    return home.resolve("router/upgrade");
  }

  void askToReplace() throws IOException, InterruptedException {
    signal("HUP", keeper.pid());
  }

  boolean isKept() {
    return keeper.isAlive();
  }

  void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid).start().waitFor();
  }

  /** The supervisor's part is {@link #startKeeper}. */
  void killKeeper() throws InterruptedException {
    keeper.destroyForcibly().waitFor();
  }

  void startKeeper() throws IOException {
    keeper = start();
  }

  /** Kills the keeper, and what it leaves where that happens. */
  void killKeeperAndReserve() throws InterruptedException {
    ProcessHandle reserve = reserve();
    killKeeper();
    reserve.destroyForcibly();
    reserve.onExit().join();
  }

  /** The process that has the sockets too. */
  ProcessHandle reserve() {
    AtomicReference<ProcessHandle> found = new AtomicReference<>();
    await(
        "there is a reserve",
        () -> {
          keeper.children().filter(KeptRouter::isReserve).findAny().ifPresent(found::set);
          return found.get() != null;
        });
    return found.get();
  }

  private static boolean isReserve(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .startsWith("paas-router-reserve");
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /** The process id of the router that serves; 0 while there is none yet. */
  long serving() {
    try {
      Path pid = home.resolve("router/pid");
      return Files.exists(pid) ? Long.parseLong(Files.readString(pid).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path socket() {
    return home.resolve("router/router.sock");
  }

  private void awaitServing() {
    await("the router serves", () -> serving() != 0);
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Did not happen: " + what + "\n" + said());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** What the keeper and its routers wrote. */
  String said() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> routers = keeper.children().toList();
    keeper.destroy();
    keeper.onExit().join();
    routers.forEach(ProcessHandle::destroyForcibly);
  }
}
