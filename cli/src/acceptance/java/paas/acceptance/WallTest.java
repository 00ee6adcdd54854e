package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What apps and builds reach: none of the machine's own services, and each other where linked. */
@Tag("acceptance")
class WallTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String SHOP = "wall-shop";
  private static final String STOCK = "wall-stock";
  private static final String BASE = "paas-acceptance-onbuild:wall";

  /** Tries the port of its first argument at the container's gateway, which is this machine. */
  private static final String REACH =
      """
      h=$(awk '$2 == "00000000" { print $3; exit }' /proc/net/route)
      g=$((16#${h:6:2})).$((16#${h:4:2})).$((16#${h:2:2})).$((16#${h:0:2}))
      if timeout 5 bash -c "echo >/dev/tcp/$g/$1" 2>/dev/null; then r=reached; else r='cut off'; fi
      echo "The machine at $g is $r"
      """;

  @BeforeAll
  static void deploy() {
    for (String app : List.of(SHOP, STOCK)) {
      PLATFORM.paas("create", app, "--no-remote").mustSucceed();
      PLATFORM
          .repository(app)
          .withServer("this is " + app)
          .with("reach.sh", REACH)
          .commit("one")
          .push()
          .mustSucceed();
    }
  }

  @AfterAll
  static void removeImage() {
    docker("", "rmi", "-f", BASE);
  }

  @Test
  void anAppReachesNoServiceOfTheMachine() throws IOException {
    try (ServerSocket service = new ServerSocket(0)) {
      String port = "" + service.getLocalPort();
      String said =
          PLATFORM.paas("run", "-a", SHOP, "bash", "reach.sh", port).mustSucceed().out().strip();
      assertTrue(said.endsWith(" is cut off"), said);
      String instance = exec("bash reach.sh " + port).mustSucceed().out().strip();
      assertEquals(said, instance);
      String gateway = said.split(" ")[3];
      try (Socket ourselves = new Socket(gateway, service.getLocalPort())) {
        assertTrue(ourselves.isConnected(), "it listens there");
      }
    }
  }

  @Test
  void aStepOfADockerfileReachesNoServiceOfTheMachine() throws IOException {
    try (ServerSocket service = new ServerSocket(0)) {
      Program.Ran push =
          PLATFORM
              .repository("wall-steps")
              .with("reach.sh", REACH)
              .with(
                  "Dockerfile",
                  """
                  FROM paas/stack:debian13
                  COPY reach.sh /
                  RUN bash /reach.sh %d; echo that is enough; exit 1
                  CMD ["true"]
                  """
                      .formatted(service.getLocalPort()))
              .commit("one")
              .push();
      assertTrue(push.err().contains(" is cut off"), push.toString());
    }
  }

  @Test
  void aBaseImageThatFetchesFromTheMachineIsRefused() throws IOException {
    try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String fetch = "ADD http://127.0.0.1:%d/secret /secret".formatted(service.getLocalPort());
      String base = "FROM paas/stack:debian13\nONBUILD " + fetch + "\n";
      docker(base, "build", "-q", "-t", BASE, "-").mustSucceed();
      Program.Ran push =
          PLATFORM
              .repository("wall-base")
              .with("Dockerfile", "FROM " + BASE + "\nCMD [\"true\"]\n")
              .commit("one")
              .push();
      assertNotEquals(0, push.code(), push.toString());
      assertTrue(push.err().contains(BASE + " has ONBUILD instructions"), push.err());
      assertTrue(push.err().contains("127.0.0.1"), push.err());
    }
  }

  @Test
  void appsFindEachOtherByNameWhileTheyAreLinked() {
    String page = "curl -sS --max-time 5 http://web.%s.internal:5000/".formatted(STOCK);
    assertNotEquals(0, exec(page).code());

    Program.Ran link = PLATFORM.paas("network:link", SHOP, STOCK).mustSucceed();
    assertTrue(link.err().contains("web." + STOCK + ".internal"), link.err());
    assertEquals("this is " + STOCK, exec(page).mustSucceed().out());
    assertTrue(PLATFORM.paas("network:links", "-a", STOCK).mustSucceed().out().contains(SHOP));
    PLATFORM.paas("restart", "-a", STOCK).mustSucceed();
    Await.until(
        "the instance that came later is linked too",
        () -> exec(page).out().equals("this is " + STOCK));
    String address = exec("getent hosts web." + STOCK + ".internal").out().split(" ")[0];

    PLATFORM.paas("network:unlink", SHOP, STOCK).mustSucceed();
    assertNotEquals(0, exec(page).code());
    // Nothing is at that address any more, and what routes to it may be anybody's.
    String numbered = "curl -sS --max-time 5 http://" + address + ":5000/";
    assertFalse(exec(numbered).out().contains("this is"), "at " + address);
  }

  @Test
  void unlinkedInstancesDoNotReachEachOtherByAddress() {
    String own = PLATFORM.paas("ps:exec", "-a", STOCK, "web.1", "hostname -i").mustSucceed().out();
    String page = "curl -sS --max-time 5 http://%s:5000/".formatted(own.strip().split(" ")[0]);
    Program.Ran stock = PLATFORM.paas("ps:exec", "-a", STOCK, "web.1", page);
    assertEquals("this is " + STOCK, stock.mustSucceed().out());
    assertNotEquals(0, exec(page).code(), page);
  }

  private static Program.Ran exec(String line) {
    return PLATFORM.paas("ps:exec", "-a", SHOP, "web.1", line);
  }

  private static Program.Ran docker(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Program.run(PLATFORM.home, PLATFORM.env(), input, Duration.ofMinutes(2), command);
  }
}
