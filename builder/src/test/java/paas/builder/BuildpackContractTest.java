package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class BuildpackContractTest {
  private static final String OUTLIVES_ITS_SHELLS_SIGTERM =
      "node -e 'setTimeout(() => console.log(\"written well\"), 1000); process.kill(process.ppid)'"
          + " 2>&1";

  private static TestPlatform platform;
  private final AppKey app = TestPlatform.app();

  @BeforeAll
  static void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterAll
  static void stop() throws IOException {
    platform.close();
  }

  @Test
  void helloExampleBuildsWithoutDependencies() throws IOException {
    var built = platform.built(app, Tree.example("hello"));
    assertEquals("Node.js", built.builder());
    assertEquals(Map.of("web", "node server.js", "migrate", "node migrate.js"), built.processes());
    assertEquals(List.of("/usr/local/bin/launch"), built.launcher());
    assertTrue(platform.run(built, "node migrate.js").contains("nothing to do"));
    assertTrue(platform.run(built, OUTLIVES_ITS_SHELLS_SIGTERM).contains("written well"));
    assertTrue(platform.output.contains("-----> Node.js app detected"), platform.shown());
    assertEquals(0, platform.buildContainers(app));
  }

  @Test
  void pythonExampleRunsFromItsEnvironment() throws IOException {
    var built = platform.built(app, Tree.example("python"));
    assertEquals("gunicorn --bind 0.0.0.0:$PORT app:app", built.processes().get("web"));
    assertTrue(
        platform.run(built, "gunicorn --check-config app:app && echo fine").contains("fine"));
    var again = platform.built(app, Tree.example("python").file("extra.py", "pass"));
    assertTrue(platform.shown().contains("Requirements unchanged"), platform.shown());
    assertEquals(platform.layers(built).getFirst(), platform.layers(again).getFirst());
    assertTrue(
        platform
            .run(again, "python -c 'import flask; print(\"flask\", 6 * 7)'")
            .contains("flask 42"));
  }

  @Test
  void staticFilesAreServedOnThePort() throws IOException {
    var built = platform.built(app, Tree.example("static"));
    assertEquals(Map.of("web", ".static/start"), built.processes());
    String answer =
        platform.run(
            built,
            ".static/start & sleep 1; curl -si localhost:5000/; curl -si localhost:5000/.static/start | head -1");
    assertTrue(answer.contains("Hello from static files"), answer);
    assertTrue(answer.contains("404 Not Found"), answer);
  }

  @Test
  void configReachesTheBuildAndNotTheImage() throws IOException {
    String canary = "canary-7d1f3e9a5b2c4860";
    Tree tree =
        Tree.empty()
            .file(
                "package.json",
                "{\"scripts\":{\"build\":\"echo length ${#SECRET}; echo leak $SECRET\"}}")
            .file("server.js", "");
    var built =
        platform.built(
            platform.build(
                platform.request(app, tree, Map.of("SECRET", canary), BuildLimits.defaults())));
    assertTrue(platform.shown().contains("length " + canary.length()), platform.shown());
    assertFalse(platform.shown().contains(canary), platform.shown());
    String inside = platform.inside(built);
    assertTrue(inside.contains("server.js"));
    assertFalse(inside.contains(canary));
  }

  @Test
  void buildRunsAsNobodyWithoutPrivilegesOrSocket() {
    String probe =
        "id -u; cat /proc/self/status | grep -E 'CapEff|NoNewPrivs'; touch /etc/x || echo read-only;"
            + " ls /var/run/docker.sock || echo no socket; ulimit -c";
    Tree tree =
        Tree.empty()
            .file("package.json", "{\"scripts\":{\"build\":\"" + probe + "\"}}")
            .file("server.js", "");
    platform.built(app, tree);
    String shown = platform.shown();
    assertTrue(shown.contains("       47113"), shown);
    assertTrue(shown.contains("CapEff:\t0000000000000000"), shown);
    assertTrue(shown.contains("NoNewPrivs:\t1"), shown);
    assertTrue(shown.contains("read-only"), shown);
    assertTrue(shown.contains("no socket"), shown);
  }

  @Test
  void unknownAppSaysWhatWasLookedFor() {
    var failed = platform.failed(platform.build(app, Tree.empty().file("main.cob", "")));
    assertEquals("detect", failed.phase());
    assertTrue(failed.cause().contains("package.json"), failed.cause());
    assertTrue(failed.cause().contains("main.cob"), failed.cause());
  }

  @Test
  void failingBuildScriptFailsTheBuildAndLeavesNothing() {
    List<String> before = platform.images();
    Tree tree =
        Tree.empty().file("package.json", "{\"scripts\":{\"build\":\"echo no luck; exit 3\"}}");
    var failed = platform.failed(platform.build(app, tree));
    assertEquals("build", failed.phase());
    assertTrue(platform.shown().contains("no luck"), platform.shown());
    assertEquals(before, platform.images());
    assertEquals(0, platform.buildContainers(app));
  }

  @Test
  void profileScriptsRunInOrderBeforeTheCommand() throws IOException {
    Tree tree =
        Tree.example("hello")
            .file(".profile.d/b.sh", "export ORDER=$ORDER-b")
            .file(".profile.d/a.sh", "export ORDER=a")
            .file(".profile", "export ORDER=$ORDER-profile");
    assertEquals("a-b-profile\n", platform.run(platform.built(app, tree), "echo $ORDER"));
  }

  @Test
  void slugignoreLeavesFilesOut() throws IOException {
    Tree tree =
        Tree.example("hello")
            .file(".slugignore", "\uFEFF*.key\n*.psd  \r\n/docs\n# comment\n")
            .file("art/a.key", "x")
            .file("art/big.psd", "x")
            .file("docs/a.txt", "x")
            .file("lib/docs/b.txt", "x");
    var built = platform.built(app, tree);
    assertEquals("lib\n", platform.run(built, "ls -d art/* docs lib 2>/dev/null; true"));
  }
}
