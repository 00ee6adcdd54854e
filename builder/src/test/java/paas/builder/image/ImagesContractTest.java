package paas.builder.image;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.engine.Engine;

@Tag("contract")
class ImagesContractTest {
  @TempDir Path folder;

  @Test
  void oneRefusalOfAnArchiveIsNotTakenForAnEngineThatTakesNone() throws Exception {
    String platform = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    try (var engine = new Engine(Path.of("/var/run/docker.sock"))) {
      StackImage stack = StackImage.inspect(engine, "paas/stack:debian13");
      var images = new Images(engine, platform, folder, Map.of());
      assertFalse(images.fastWorks(withoutItsLayers(stack)));
      assertTrue(images.fastWorks(stack));
    }
  }

  /** The engine has no such layer, so it refuses what stands on it. */
  private static StackImage withoutItsLayers(StackImage stack) {
    return new StackImage(
        stack.id(),
        List.of("sha256:" + "0".repeat(64)),
        stack.env(),
        stack.user(),
        stack.architecture(),
        stack.os());
  }
}
