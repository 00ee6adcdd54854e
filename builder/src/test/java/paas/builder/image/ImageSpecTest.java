package paas.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSpecTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final StackImage STACK =
      new StackImage(
          "sha256:" + "0".repeat(64),
          List.of("sha256:" + "1".repeat(64)),
          List.of("A=b"),
          "47113:47113",
          "amd64",
          "linux");

  @TempDir Path folder;

  private Layer.New layer(String name, int owner, Instant time, String content) throws IOException {
    var entry = new TarArchiveEntry("x", TarConstants.LF_NORMAL);
    entry.setSize(content.length());
    entry.setMode(04755);
    entry.setIds(owner, owner);
    entry.setLastModifiedTime(FileTime.from(time));
    try (var writer = new LayerWriter(folder.resolve(name), TIME)) {
      writer.add(
          "app/x", entry, "", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
      return writer.finish().orElseThrow();
    }
  }

  private static ImageSpec spec(Layer... layers) {
    return new ImageSpec(
        STACK, List.of(layers), TIME, List.of("/launch"), Map.of("b", "2", "a", "1"));
  }

  @Test
  void layersDependOnContentAndNotOnOwnerTimeOrSpecialBits() throws IOException {
    Layer.New first = layer("1", 0, Instant.EPOCH, "same");
    assertEquals(first.diffId(), layer("2", 1000, TIME, "same").diffId());
    assertNotEquals(first.diffId(), layer("3", 0, Instant.EPOCH, "else").diffId());
    try (var tar = new TarArchiveInputStream(Files.newInputStream(first.tar()))) {
      TarArchiveEntry entry = tar.getNextEntry();
      assertEquals(StackImage.UID, entry.getLongUserId());
      assertEquals(0755, entry.getMode() & 07777);
    }
  }

  @Test
  void emptyLayerIsNone() throws IOException {
    try (var writer = new LayerWriter(folder.resolve("none"), TIME)) {
      assertTrue(writer.finish().isEmpty());
    }
  }

  @Test
  void sameInputGivesTheSameImage() throws IOException {
    assertEquals(spec(layer("1", 0, TIME, "x")).id(), spec(layer("2", 0, TIME, "x")).id());
    assertNotEquals(spec(layer("3", 0, TIME, "x")).id(), spec(layer("4", 0, TIME, "y")).id());
  }

  @Test
  void archiveHoldsOnlyFreshLayers() throws IOException {
    Layer.New fresh = layer("1", 0, TIME, "x");
    var spec = spec(new Layer.Known("sha256:" + "2".repeat(64)), fresh);
    List<String> names = new ArrayList<>();
    try (InputStream in = DockerArchive.of(spec, "a/b:latest");
        var tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
        assertEquals(entry.getSize(), tar.readAllBytes().length);
      }
    }
    assertEquals(
        List.of(spec.configName(), Archived.layerName(fresh.diffId()), "manifest.json"), names);
    assertEquals(3, spec.diffIds().size());
  }
}
