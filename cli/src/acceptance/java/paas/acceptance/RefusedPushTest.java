package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A push that cannot go live says why, and changes nothing. */
@Tag("acceptance")
class RefusedPushTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "refused";
  private static final Repository REPOSITORY = PLATFORM.repository(APP);

  @BeforeAll
  static void deployAGoodOne() {
    REPOSITORY.withServer("good").commit("good").push().mustSucceed();
  }

  @Test
  void failingBuildIsRefusedWithItsReason() {
    refused(
        "the build",
        "npm",
        fresh()
            .with(
                "package.json", "{\"name\":\"app\",\"dependencies\":{\"left-pad\":\"99.99.99\"}}"));
  }

  @Test
  void appThatExitsAtOnceIsRefusedWithItsLastLines() {
    refused(
        "status 7",
        "no database here",
        fresh().with("server.js", "console.log('no database here'); process.exit(7)"));
  }

  @Test
  void appOnTheWrongPortIsToldWhichPortItListensOn() {
    refused(
        "3000",
        "$PORT",
        fresh().with("server.js", "require('http').createServer(() => {}).listen(3000)"));
  }

  @Test
  void procfileWithMergeMarkersIsNamedWithItsLine() {
    refused("Procfile", "line 1", fresh().with("Procfile", "<<<<<<< HEAD\nweb: node server.js\n"));
  }

  @Test
  void failingReleasePhaseIsRefused() {
    refused(
        "release phase",
        "status 4",
        fresh().with("Procfile", "web: node server.js\nrelease: echo migrating; exit 4\n"));
  }

  @Test
  void treeThatNothingRecognisesIsRefused() {
    Repository plain = PLATFORM.repository("nothing-known").with("notes.txt", "hello").commit("x");
    Program.Ran push = plain.push();
    assertNotEquals(0, push.code());
    assertTrue(push.err().contains("Dockerfile"), push.err());
  }

  @Test
  void otherBranchesAreStoredAndSaySo() {
    Repository clone = fresh().commit("side");
    Program.Ran push = clone.git("push", "paas", "HEAD:refs/heads/side").mustSucceed();
    assertTrue(push.err().contains("only main or master deploys"), push.err());
  }

  @Test
  void deletingTheDeployBranchIsRefused() {
    Program.Ran push = fresh().git("push", "paas", ":main");
    assertNotEquals(0, push.code());
    assertTrue(push.err().contains("cannot be deleted"), push.err());
  }

  private static void refused(String reason, String detail, Repository repository) {
    String before = REPOSITORY.remoteHead();
    Program.Ran push = repository.commit("bad").push("--force");
    assertNotEquals(0, push.code(), push.toString());
    assertTrue(push.err().contains("[remote rejected]"), push.err());
    assertTrue(push.err().contains(reason), push.err());
    assertTrue(push.err().contains(detail), push.err());
    assertEquals(before, REPOSITORY.remoteHead(), "the ref is unchanged");
    assertEquals(new Page(200, "good"), PLATFORM.get(APP, "/"), "the former release serves");
  }

  private static Repository fresh() {
    return PLATFORM.repository(APP).withServer("good");
  }
}
