package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class ProcfileBuildpackTest {
  private static TestPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterAll
  static void stop() throws IOException {
    platform.close();
  }

  @Test
  void sampleRunsWithNothingInstalled() throws IOException {
    var built = platform.built(TestPlatform.app(), Tree.example("procfile"));
    assertEquals(Map.of("web", "perl server.pl"), built.processes());
    String answer =
        platform.run(
            built,
            "perl server.pl & curl -s --retry 20 --retry-delay 1 --retry-connrefused localhost:5000");
    assertTrue(answer.contains("Hello from a Procfile"), answer);
  }

  @Test
  void webThatCannotStartFailsTheBuildWithItsRemedy() throws IOException {
    List<List<String>> all =
        List.of(
            List.of("./server", "server is not in the repository"),
            List.of("bin/tool", "git update-index --chmod=+x bin/tool"),
            List.of("tool.sh", "write that"),
            List.of("python app", "write python3"),
            List.of("exec nosuch --port $PORT", "nosuch is not on this stack"));
    List<Tree> apps = all.stream().map(each -> web(each.getFirst())).toList();
    List<String> said = platform.refusals("procfile", apps);
    for (int i = 0; i < all.size(); i++) {
      assertTrue(said.get(i).contains(all.get(i).getLast()), said.get(i));
    }
    var failed = platform.failed(platform.build(TestPlatform.app(), apps.getFirst()));
    assertEquals("build", failed.phase());
  }

  private static Tree web(String command) {
    return Tree.empty()
        .file("Procfile", "web: " + command)
        .file("bin/tool", "x")
        .file("tool.sh", "x");
  }

  @Test
  void otherProcessThatCannotStartIsAWarning() {
    Tree tree = Tree.empty().file("Procfile", "web: sleep 1\nclock: ./tick\nodd: $HOME/x | cat\n");
    platform.built(TestPlatform.app(), tree);
    assertTrue(platform.shown().contains(" !     clock: tick is not"), platform.shown());
    assertTrue(!platform.shown().contains("odd:"), platform.shown());
  }
}
