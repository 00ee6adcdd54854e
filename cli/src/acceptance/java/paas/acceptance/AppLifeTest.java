package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to an app between two deploys. */
@Tag("acceptance")
class AppLifeTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "alive";

  private static final Repository REPOSITORY = PLATFORM.repository(APP);

  @BeforeAll
  static void deploy() {
    REPOSITORY.withServer("alive").commit("one").push().mustSucceed();
  }

  @Test
  void crashedInstanceComesBackAndTheLogSaysWhy() {
    PLATFORM.get(APP, "/exit");
    Await.until("the crash is seen", () -> log().contains("State changed from up to crashed"));
    Await.until("it is back", () -> PLATFORM.get(APP, "/").equals(new Page(200, "alive")));
    assertTrue(log().contains("Process exited with status 3"), log());
  }

  /**
   * One request may have been given a connection that the crash ended: such a request is not kept
   * for the next instance. The router waits a second to hear of a crash, so on a machine where that
   * takes longer it is tried again.
   */
  @Test
  void whoComesAfterAFirstCrashWaitsForTheRestart() {
    List<Page> others = afterAFirstCrash(1);
    for (int release = 2; release <= 5 && others.size() > 1; release++) {
      others = afterAFirstCrash(release);
    }
    assertTrue(others.size() <= 1, others.toString());
  }

  /** Answers other than the app's, of ten; a first crash, as a new release is counted anew. */
  private static List<Page> afterAFirstCrash(int release) {
    PLATFORM.paas("config:set", "RELEASE=" + release, "-a", APP).mustSucceed();
    long before = crashes();
    PLATFORM.get(APP, "/exit");
    List<Page> others =
        IntStream.range(0, 10)
            .mapToObj(_ -> PLATFORM.get(APP, "/"))
            .filter(page -> !page.equals(new Page(200, "alive")))
            .toList();
    Await.until("the crash is seen", () -> crashes() == before + 1);
    return others;
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
    Await.until(
        "ps shows it as stopped",
        () -> PLATFORM.paas("ps", "-a", APP).out().matches("(?s).*web.1 +stopped.*"));
    String pushed = REPOSITORY.with("more", "").commit("two").push().mustSucceed().err();
    assertTrue(pushed.contains("Still stopped: web.1 (paas ps:start --app alive)"), pushed);
    String waited = PLATFORM.paas("ps:wait", "-a", APP).mustSucceed().err();
    assertTrue(waited.endsWith("web.1 is stopped (paas ps:start)\n"), waited);
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
