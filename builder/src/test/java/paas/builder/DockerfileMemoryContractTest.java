package paas.builder;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class DockerfileMemoryContractTest {
  private static final long MEMORY = 1L << 30;

  @Test
  void stepOverTheBoundIsKilledWhereTheEngineLetsUsBindIt() throws IOException {
    try (var _ = EngineTurn.alone();
        var platform = new TestPlatform()) {
      Tree small =
          Tree.empty()
              .file("Dockerfile", "FROM paas/stack:debian13\nRUN echo small\nCMD [\"x\"]\n");
      String how = platform.built(platform.build(request(platform, small))).memory();
      Tree greedy =
          Tree.empty()
              .file(
                  "Dockerfile",
                  "FROM paas/stack:debian13\nRUN head -c 1200000000 /dev/zero | tail\nCMD [\"x\"]\n");
      BuildResult result = platform.build(request(platform, greedy));
      if (how.startsWith("not bound: ")) {
        platform.built(result);
      } else {
        assertTrue(how.startsWith("1,024 MB"), how);
        var failed = platform.failed(result);
        assertTrue(failed.cause().contains("killed at 1024 MB of memory"), failed.toString());
        assertTrue(failed.advice().contains("PAAS_BUILD_MEMORY"), failed.toString());
      }
    }
  }

  private static BuildRequest request(TestPlatform platform, Tree tree) {
    return platform.request(
        TestPlatform.app(), tree, Map.of(), BuildLimits.defaults().withMemory(MEMORY));
  }
}
