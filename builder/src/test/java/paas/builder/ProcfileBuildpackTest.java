package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "./server, server is not in the repository",
    "bin/tool, git update-index --chmod=+x bin/tool",
    "tool.sh, write that",
    "python app, write python3",
    "exec nosuch --port $PORT, nosuch is not on this stack"
  })
  void webThatCannotStartFailsTheBuildWithItsRemedy(String command, String said) {
    Tree tree =
        Tree.empty().file("Procfile", "web: " + command).file("bin/tool", "x").file("tool.sh", "x");
    platform.failed(platform.build(TestPlatform.app(), tree));
    assertTrue(platform.shown().contains(said), platform.shown());
  }

  @Test
  void otherProcessThatCannotStartIsAWarning() {
    Tree tree = Tree.empty().file("Procfile", "web: sleep 1\nclock: ./tick\nodd: $HOME/x | cat\n");
    platform.built(TestPlatform.app(), tree);
    assertTrue(platform.shown().contains(" !     clock: tick is not"), platform.shown());
    assertTrue(!platform.shown().contains("odd:"), platform.shown());
  }
}
