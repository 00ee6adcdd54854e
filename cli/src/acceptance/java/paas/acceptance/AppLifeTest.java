package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to an app between two deploys. */
@Tag("acceptance")
class AppLifeTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "alive";

  @BeforeAll
  static void deploy() {
    PLATFORM.repository(APP).withServer("alive").commit("one").push().mustSucceed();
  }

  @Test
  void crashedInstanceComesBackAndTheLogSaysWhy() {
    PLATFORM.get(APP, "/exit");
    Await.until("the crash is seen", () -> log().contains("State changed from up to crashed"));
    Await.until("it is back", () -> PLATFORM.get(APP, "/").equals(new Page(200, "alive")));
    assertTrue(log().contains("Process exited with status 3"), log());
  }

  /** A first crash, as a new release is counted anew. */
  @Test
  void whoComesAfterAFirstCrashWaitsForTheRestart() throws Exception {
    PLATFORM.paas("config:set", "RELEASE=new", "-a", APP).mustSucceed();
    try (Load load = Load.on(PLATFORM, APP, 50)) {
      long before = crashes();
      Await.until("requests come", () -> load.requests() > 20);
      PLATFORM.get(APP, "/exit");
      Await.until("the crash is seen", () -> crashes() > before);
      int soFar = load.requests();
      Await.until("requests are answered again", () -> load.requests() > soFar + 20);
      List<String> lost = load.failures().stream().filter(AppLifeTest::wasNotUnderWay).toList();
      assertEquals(List.of(), lost);
    }
    assertEquals(new Page(200, "alive"), PLATFORM.get(APP, "/"));
  }

  /** Those that were sent to the instance that ended are H13, or H21 after another try. */
  private static boolean wasNotUnderWay(String failure) {
    return !failure.contains("H13") && !failure.contains("H21");
  }

  private static long crashes() {
    return log().lines().filter(line -> line.contains("State changed from up to crashed")).count();
  }

  /** From its second crash on; who comes while it boots again waits, and tries again. */
  @Test
  void whileItsInstanceIsCrashedTheAppAnswersH10() {
    Await.until("the answer names H10", () -> crashAndGet().body().contains("H10"));
    Await.until(
        "the line does too",
        () -> log().contains("at=error code=H10 desc=\"App crashed\" method=GET path=\"/\""));
    Await.until("it is back", () -> PLATFORM.get(APP, "/").equals(new Page(200, "alive")));
  }

  private static Page crashAndGet() {
    Page page = PLATFORM.get(APP, "/");
    if (page.status() == 200) {
      PLATFORM.get(APP, "/exit");
    }
    return page;
  }

  @Test
  void customDomainLeadsToTheAppUntilItIsRemoved() {
    PLATFORM.paas("domains:add", "www.example.test", "-a", APP).mustSucceed();
    Await.until(
        "the domain is routed",
        () -> Page.get(PLATFORM.httpPort, "www.example.test", "/").body().equals("alive"));
    PLATFORM.paas("domains:remove", "www.example.test", "-a", APP).mustSucceed();
    Await.until(
        "the domain is unknown again",
        () -> Page.get(PLATFORM.httpPort, "www.example.test", "/").status() == 404);
  }

  @Test
  void stoppedAppSaysSoAndStartsAgain() {
    PLATFORM.paas("ps:stop", "web", "-a", APP).mustSucceed();
    Await.until("nothing answers", () -> PLATFORM.get(APP, "/").status() == 503);
    Await.until("its code is H14", () -> log().contains("at=error code=H14"));
    PLATFORM.paas("ps:start", "web", "-a", APP).mustSucceed();
    Await.until("it answers again", () -> PLATFORM.get(APP, "/").equals(new Page(200, "alive")));
  }

  @Test
  void failedConfigChangeLeavesTheOldInstancesServing() {
    Repository picky =
        PLATFORM
            .repository("picky")
            .withServer("fine")
            .with("Procfile", "web: test \"$MODE\" != broken && node server.js\n")
            .commit("one");
    picky.push().mustSucceed();
    Program.Ran set = PLATFORM.paas("config:set", "MODE=broken", "-a", "picky");
    assertTrue(set.code() != 0, set.toString());
    assertTrue((set.out() + set.err()).contains("exited with status 1"), set.toString());
    assertEquals(new Page(200, "fine"), PLATFORM.get("picky", "/"));
    assertEquals(
        "broken\n", PLATFORM.paas("config:get", "MODE", "-a", "picky").mustSucceed().out());
    PLATFORM.paas("config:set", "MODE=mended", "-a", "picky").mustSucceed();
    assertEquals(new Page(200, "fine"), PLATFORM.get("picky", "/"));
  }

  private static String log() {
    return PLATFORM.paas("logs", "-n", "500", "-a", APP).mustSucceed().out();
  }
}
