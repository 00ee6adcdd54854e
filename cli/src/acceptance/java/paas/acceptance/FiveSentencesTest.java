package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What users of such a platform say, in the order in which they say it. */
@Tag("acceptance")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FiveSentencesTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "sentences";
  private static Repository repository = PLATFORM.repository(APP);

  @BeforeAll
  static void commit() {
    repository.withServer("one").commit("one");
  }

  @Test
  @Order(1)
  void gitPushDeploys() {
    Program.Ran push = repository.push().mustSucceed();
    assertTrue(push.err().contains("remote: -----> Node.js app detected"), push.err());
    assertTrue(push.err().contains("http://sentences.localhost"), push.err());
    assertEquals(new Page(200, "one"), PLATFORM.get(APP, "/"));
    assertEquals(repository.head(), repository.remoteHead());
    for (String protocol : new String[] {"0", "2"}) {
      String refs =
          repository
              .git("-c", "protocol.version=" + protocol, "ls-remote", "paas")
              .mustSucceed()
              .out();
      assertTrue(refs.contains(repository.head() + "\trefs/heads/main"), refs);
      assertFalse(refs.contains("refs/paas"), refs);
    }
  }

  @Test
  @Order(2)
  void configSetReachesTheAppWithoutABuild() {
    String value = "it's \"$(id)\" `x` $HOME é\nsecond line";
    PLATFORM.paas("config:set", "KEY=" + value, "--app", APP).mustSucceed();
    assertEquals(new Page(200, value), PLATFORM.get(APP, "/env"));
    assertEquals(value + "\n", PLATFORM.paas("config:get", "KEY", "-a", APP).mustSucceed().out());
  }

  @Test
  @Order(3)
  void psScaleStartsThatMany() {
    PLATFORM.paas("ps:scale", "web=3", "worker=1", "-a", APP).mustSucceed();
    Await.until(
        "three web instances and a worker are up",
        () -> {
          String ps = PLATFORM.paas("ps", "-a", APP, "--json").mustSucceed().out();
          return ps.split("\"state\": ?\"up\"", -1).length == 5;
        });
  }

  @Test
  @Order(4)
  void logsTailGoesOnAcrossADeploy() throws IOException, InterruptedException {
    Path output = Files.createTempFile("tail", "");
    ProcessBuilder tail =
        new ProcessBuilder(PLATFORM.cli().toString(), "logs", "--tail", "-a", APP)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    tail.environment().putAll(PLATFORM.env());
    Process process = tail.start();
    try {
      Await.until("the tail began", () -> read(output).contains("app[web.1]: listening"));
      repository.withServer("two").commit("two").push().mustSucceed();
      assertEquals(new Page(200, "two"), PLATFORM.get(APP, "/"));
      Await.until("the tail shows the build", () -> read(output).contains("app[build]: ----->"));
      Await.until("the tail shows requests", () -> read(output).contains("paas[router]: at=info"));
      assertTrue(process.isAlive(), "the tail ended");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @Order(5)
  void runMigrateRunsInTheReleaseWithItsConfig() {
    PLATFORM.paas("config:set", "KEY=plain", "-a", APP).mustSucceed();
    assertEquals(
        "migrated plain\n", PLATFORM.paas("run", "-a", APP, "migrate").mustSucceed().out());
  }

  @Test
  @Order(6)
  void rollbackBringsBackImageAndConfig() {
    PLATFORM.paas("rollback", "v2", "-a", APP).mustSucceed();
    assertEquals(new Page(200, "one"), PLATFORM.get(APP, "/"));
    assertEquals("", PLATFORM.get(APP, "/env").body());
  }

  @Test
  @Order(7)
  void destroyLeavesNothing() {
    PLATFORM.paas("destroy", "-a", APP, "--confirm", APP).mustSucceed();
    Await.until("its route is gone", () -> PLATFORM.get(APP, "/").status() == 404);
    assertTrue(PLATFORM.paas("info", "-a", APP).code() != 0);
  }
}
