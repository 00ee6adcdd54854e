package paas.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keeper does about routers that fail, shown with routers that serve nothing. */
class KeeperTest {
  /** Serves, and ends when it is told to. */
  private static final String SOUND = "echo serving >&0; read -r order <&0";

  /** Serves, and is not done with its last requests. */
  private static final String LASTING =
      "trap '' TERM; echo serving >&0; while read -r order <&0; do :; done; exec sleep 300 </dev/null";

  private static final String BROKEN = "exit 3";

  @TempDir Path home;

  private KeptRouter keep(String router) throws IOException {
    return new KeptRouter(home, router, Map.of());
  }

  @Test
  void routersThatKeepCrashingCostNeitherTheSocketsNorTheDownloadsOfTheOneBefore()
      throws Exception {
    try (KeptRouter router = keep(LASTING)) {
      ProcessHandle former = ProcessHandle.of(router.serving()).orElseThrow();
      router.program(SOUND);
      assertEquals("serves", router.replace());
      for (int crash = 0; crash < 3; crash++) {
        long before = router.serving();
        router.signal("KILL", before);
        new Socket("127.0.0.1", router.port).close();
        router.await("the next one serves", () -> router.serving() != before);
      }
      assertTrue(router.isKept(), router::said);
      assertTrue(former.isAlive(), router::said);
    }
  }

  @Test
  void whoeverHasMendedTheRouterDoesNotWait() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      crashForGood(router);
      router.program(SOUND);
      assertEquals("serves", router.replace());
      assertTrue(router.isKept(), router::said);
    }
  }

  @Test
  void aMendingThatDoesNotHelpIsSaid() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      crashForGood(router);
      assertEquals("failed", router.replace());
      assertTrue(router.isKept(), router::said);
      new Socket("127.0.0.1", router.port).close();
    }
  }

  @Test
  void otherSettingsEndTheWait() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      crashForGood(router);
      long before = router.serving();
      int port = KeptRouter.freePort();
      router.program(SOUND);
      router.settings(port);
      router.await("the next one serves", () -> router.serving() != before);
      new Socket("127.0.0.1", port).close();
    }
  }

  @Test
  void whatServesIsWrittenDownOnceThatIsPossible() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      long before = router.serving();
      Path inTheWay = Files.createDirectory(home.resolve("router/pid.new"));
      assertEquals("serves", router.replace());
      assertEquals(before, router.serving());
      Files.delete(inTheWay);
      router.await("the other one is written down", () -> router.serving() != before);
    }
  }

  @Test
  void theAnswerIsToTheLastQuestion() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      router.program(
          "touch \"$PAAS_HOME/begun\"; until [ -e \"$PAAS_HOME/go\" ]; do sleep 0.02; done; "
              + SOUND);
      router.signal("KILL", router.serving());
      router.await("another one starts", () -> Files.exists(home.resolve("begun")));
      Path answer = home.resolve("router/upgrade");
      Files.deleteIfExists(answer);
      router.program(BROKEN);
      router.askToReplace();
      Files.createFile(home.resolve("go"));
      router.await("there is an answer", () -> Files.exists(answer));
      assertEquals("failed", Files.readString(answer).strip());
    }
  }

  @Test
  void aRouterThatFollowsACrashIsNoAnswer() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      assertEquals("serves", router.replace());
      Path answer = home.resolve("router/upgrade");
      Files.delete(answer);
      long before = router.serving();
      router.signal("KILL", before);
      router.await("the next one serves", () -> router.serving() != before);
      long second = router.serving();
      router.signal("KILL", second);
      router.await("the next one serves", () -> router.serving() != second);
      assertFalse(Files.exists(answer));
    }
  }

  @Test
  void aStepOfTheMachinesClockEndsNoRetiringRouter() throws Exception {
    Files.writeString(
        home.resolve("Clock.pm"),
        "package Clock;\n*CORE::GLOBAL::time = sub { CORE::time() + (-e \"$ENV{PAAS_HOME}/later\" ? 4000 : 0) };\n1;\n");
    Map<String, String> clock = Map.of("PERL5OPT", "-I" + home + " -MClock");
    try (KeptRouter router = new KeptRouter(home, LASTING, clock)) {
      ProcessHandle former = ProcessHandle.of(router.serving()).orElseThrow();
      router.program(SOUND);
      assertEquals("serves", router.replace());
      Files.createFile(home.resolve("later"));
      assertEquals("serves", router.replace());
      assertTrue(former.isAlive(), router::said);
    }
  }

  @Test
  void theNextKeeperTakesOverWhatAKilledOneHad() throws Exception {
    try (KeptRouter router = keep(LASTING)) {
      ProcessHandle former = ProcessHandle.of(router.serving()).orElseThrow();
      assertEquals("serves", router.replace());
      ProcessHandle second = ProcessHandle.of(router.serving()).orElseThrow();
      router.program(BROKEN);
      Path answer = home.resolve("router/upgrade");
      Files.delete(answer);
      router.killKeeper();
      router.startKeeper();
      router.await("there is an answer", () -> Files.exists(answer));
      assertEquals("failed", Files.readString(answer).strip());
      assertEquals(second.pid(), router.serving());
      assertTrue(second.isAlive() && former.isAlive(), router::said);
      router.program(SOUND);
      router.signal("KILL", second.pid());
      router.await("the next one serves", () -> router.serving() != second.pid());
      assertTrue(former.isAlive(), router::said);
    }
  }

  @Test
  void aKilledKeeperOfARouterThatKeepsCrashingCostsNoSockets() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      crashForGood(router);
      router.killKeeper();
      new Socket("127.0.0.1", router.port).close();
      long before = router.serving();
      router.program(SOUND);
      router.startKeeper();
      router.await("the next one serves", () -> router.serving() != before);
    }
  }

  @Test
  void aKeeperThatEndsTakesTheRouterThatItTookOverWithIt() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      ProcessHandle former = ProcessHandle.of(router.serving()).orElseThrow();
      router.program(BROKEN);
      router.killKeeper();
      router.startKeeper();
      router.await("it was taken over", () -> router.said().contains("serves on"));
      router.close();
      router.await("it has ended", () -> !former.isAlive());
      assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", router.port));
    }
  }

  @Test
  void aReserveThatIsKilledIsReplaced() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      ProcessHandle first = router.reserve();
      first.destroyForcibly();
      first.onExit().join();
      assertNotEquals(first.pid(), router.reserve().pid());
    }
  }

  @Test
  void whatAKilledKeeperLeavesEndsSoonAfterItsRouter() throws Exception {
    try (KeptRouter router = keep(SOUND)) {
      ProcessHandle reserve = router.reserve();
      router.killKeeper();
      router.signal("KILL", router.serving());
      router.await("the reserve ends", () -> !reserve.isAlive());
    }
  }

  private static void crashForGood(KeptRouter router) throws Exception {
    router.program(BROKEN);
    router.signal("KILL", router.serving());
    router.await("the keeper waits for long", () -> router.said().contains("in 4 s"));
  }
}
