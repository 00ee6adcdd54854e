package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/up} does where the supervisor was killed, and router and keeper were not. */
class OrphanedRouterTest {
  private static final String SCRIPTS =
      """
      for piece in say ports packages jdk settings jvm router-user service service-own; do . "../bin/lib/$piece.sh"; done
      router_user() { true; }
      """;

  /** Serves, and ends when it is told to; it has the name of the router's jar. */
  private static final String ROUTER =
      "exec -a router-0.1.0.jar bash -c 'echo serving >&0; read -r order <&0'";

  @TempDir Path home;
  private int port;

  @BeforeEach
  void start() throws Exception {
    port = freePort();
    for (String directory : new String[] {"run", "log", "router", "app/current/bin"}) {
      Files.createDirectories(home.resolve(directory));
    }
    Files.createSymbolicLink(
        home.resolve("app/current/bin/lib"), Path.of("../bin/lib").toRealPath());
    program("paas-router", ROUTER);
    program("paasd", "exec -a platform-api-0.1.0.jar sleep 300");
    Files.writeString(
        home.resolve("router.settings"),
        "PAAS_HTTP_BIND=127.0.0.1\nPAAS_HTTP_PORT=" + port + "\nPAAS_HTTPS_PORT=off\n");
    assertEquals(0, run("launch paas-router paasd; wait_until 30 test -e $PAAS_HOME/router/pid"));
  }

  @AfterEach
  void end() throws Exception {
    run("stop_programs");
  }

  @Test
  void theNextSupervisorsKeeperTakesItOver() throws Exception {
    long router = number("router/pid");
    kill("run/supervise.pid");
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger connected = new AtomicInteger();
    Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    Thread visitors = new Thread(() -> visit(done, connected, failures));
    visitors.start();
    assertEquals(0, run("launch paasd"), () -> read("log/paas-router.log"));
    done.set(true);
    visitors.join();
    assertEquals(0, failures.size(), () -> connected + " connected, then " + failures.peek());
    assertTrue(connected.get() > 0);
    assertFalse(router == number("router/pid"), "another router serves");
    assertEquals(0, run("is_supervised && is_router_kept"));
  }

  @Test
  void whereKeeperAndRouterWereKilledTooTheirPortsAreNobodyElses() throws Exception {
    Files.writeString(home.resolve("settings"), "PAAS_HTTP_PORT=" + port + "\n");
    kill("run/supervise.pid");
    kill("run/paas-router-keeper.pid");
    kill("router/pid");
    new Socket(InetAddress.getLoopbackAddress(), port).close();
    String asked =
        "PAAS_HTTP_PORT=%d PAAS_HTTPS_PORT=off PAAS_API_PORT=%d PAAS_HTTP_BIND=127.0.0.1 https_port_is_chosen=yes; require_ports"
            .formatted(port, freePort());
    assertEquals(0, run(asked), () -> read("said"));
    assertEquals(
        0, run("launch paas-router paasd; wait_until 30 is_router_kept"), () -> read("said"));
  }

  @Test
  void whatAKilledKeeperLeftEndsWithThePlatform() throws Exception {
    kill("run/supervise.pid");
    kill("run/paas-router-keeper.pid");
    new Socket(InetAddress.getLoopbackAddress(), port).close();
    assertEquals(0, run("stop_programs"), () -> read("said"));
    assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port));
  }

  private void kill(String file) {
    ProcessHandle process = ProcessHandle.of(number(file)).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void visit(AtomicBoolean done, AtomicInteger connected, Queue<IOException> failures) {
    while (!done.get()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        connected.incrementAndGet();
      } catch (IOException e) {
        failures.add(e);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void program(String name, String script) throws IOException {
    Path file = home.resolve("app/current/bin").resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private int run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", SCRIPTS + command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PAAS_"));
    builder.environment().put("PAAS_HOME", home.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("said").toFile()))
        .start()
        .waitFor();
  }

  private long number(String file) {
    return Long.parseLong(read(file).strip());
  }

  private String read(String file) {
    try {
      return Files.readString(home.resolve(file));
    } catch (IOException e) {
      return file + ": " + e;
    }
  }
}
