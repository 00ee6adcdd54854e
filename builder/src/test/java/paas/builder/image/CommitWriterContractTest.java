package paas.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.engine.Engine;

@Tag("contract")
class CommitWriterContractTest {
  @TempDir Path folder;

  private Layer.New layer(String name, String text) throws Exception {
    var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
    entry.setSize(text.length());
    try (var writer = new LayerWriter(folder.resolve("layer-" + name), Instant.EPOCH)) {
      writer.add(
          "app/" + name,
          entry,
          "",
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      return writer.finish().orElseThrow();
    }
  }

  @Test
  void slowWayGivesAnImageThatSaysTheSame() throws Exception {
    String platform = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Map<String, String> carrier = Map.of("paas.platform", platform, "paas.kind", "build");
    try (var engine = new Engine(Path.of("/var/run/docker.sock"))) {
      StackImage stack = StackImage.inspect(engine, "paas/stack:debian13");
      var images = new Images(engine, platform, folder, carrier);
      var spec =
          new ImageSpec(
              stack,
              List.of(layer("a", "x"), layer("b", "y")),
              Instant.EPOCH,
              List.of("/launch"),
              Map.of("k", "v"));
      String slow = new CommitWriter(engine, carrier).write(spec, images.newName());
      String fast = images.write(spec).digest();
      try {
        assertTrue(images.fastWorks(stack));
        var one = Objects.requireNonNull(engine.client().inspectImageCmd(slow).exec().getConfig());
        var other =
            Objects.requireNonNull(engine.client().inspectImageCmd(fast).exec().getConfig());
        assertEquals(Arrays.toString(other.getEntrypoint()), Arrays.toString(one.getEntrypoint()));
        assertEquals(other.getUser(), one.getUser());
        assertEquals(other.getWorkingDir(), one.getWorkingDir());
        assertEquals(
            Set.of(Objects.requireNonNull(other.getEnv())),
            Set.of(Objects.requireNonNull(one.getEnv())));
        assertEquals("v", Objects.requireNonNull(one.getLabels()).get("k"));
        assertEquals(
            List.of(),
            engine.client().listContainersCmd().withShowAll(true).withLabelFilter(carrier).exec());
      } finally {
        assertTrue(images.remove(slow));
        assertTrue(images.remove(fast));
      }
    }
  }
}
