package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class DockerfileContractTest {
  private TestPlatform platform;
  private final AppKey app = TestPlatform.app();

  @BeforeEach
  void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
  }

  @Test
  void exampleBuildsAndItsOwnCommandIsWeb() throws IOException {
    var built = platform.built(app, Tree.example("dockerfile"));
    assertEquals(Map.of("web", ""), built.processes());
    assertEquals(List.of("/bin/sh", "-c"), built.launcher());
    assertTrue(platform.shown().contains("FROM docker.io/paas/stack:debian13"), platform.shown());
    assertEquals("Dockerfile\nserver.py\n", platform.run(built, "ls /app"));
    assertEquals(0, platform.buildContainers());
  }
}
