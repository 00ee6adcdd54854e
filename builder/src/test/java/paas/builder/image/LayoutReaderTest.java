package paas.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "sha256:" + "b".repeat(64);
  private static final byte[] LAYER =
      "not really a tar".repeat(100).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private void put(LayoutReader reader, String path, byte[] content) throws IOException {
    reader.accept(path, new ByteArrayInputStream(content));
  }

  private String blob(LayoutReader reader, byte[] content) throws IOException {
    String digest = SparseLayout.digest(content);
    put(reader, "blobs/" + digest.replace(':', '/'), content);
    return digest;
  }

  /** A layout of the base's layer and one more, described by {@code diffId}. */
  private LayoutReader layout(long bound, byte[] packed, String diffId) throws IOException {
    var reader = new LayoutReader(folder, bound);
    ObjectNode config = JSON.createObjectNode();
    config.putObject("config").putObject("Labels").put("theirs", "1");
    config.putObject("rootfs").putArray("diff_ids").add(BASE).add(diffId);
    ObjectNode manifest = JSON.createObjectNode();
    manifest.putObject("config").put("digest", blob(reader, Archived.bytes(config)));
    var layers = manifest.putArray("layers");
    layers.addObject().put("mediaType", "x.tar").put("digest", BASE);
    layers.addObject().put("mediaType", "x.tar+gzip").put("digest", blob(reader, packed));
    String digest = blob(reader, Archived.bytes(manifest));
    ObjectNode index = JSON.createObjectNode();
    index.putArray("manifests").addObject().put("digest", digest);
    put(reader, "index.json", Archived.bytes(index));
    return reader;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void layersOfTheBaseAreReferredToAndOthersUnpacked() throws IOException {
    LayoutImage image =
        layout(1 << 20, gzip(LAYER), SparseLayout.digest(LAYER))
            .image(List.of(BASE), Map.of("ours", "2"));
    assertEquals(new Layer.Known(BASE), image.allLayers().getFirst());
    var added = (Layer.New) image.allLayers().get(1);
    assertEquals(LAYER.length, added.bytes());
    assertEquals(LAYER.length, Files.size(added.tar()));
    assertEquals(
        "{\"theirs\":\"1\",\"ours\":\"2\"}",
        JSON.readTree(image.config()).path("config").path("Labels").toString());
  }

  @Test
  void layerThatIsNotTheBasesMustBeThere() {
    assertThrows(
        IOException.class,
        () -> layout(1 << 20, gzip(LAYER), SparseLayout.digest(LAYER)).image(List.of(), Map.of()));
  }

  @Test
  void layerWithOtherBytesThanItsDiffIdIsRefused() {
    assertThrows(
        IOException.class,
        () ->
            layout(1 << 20, gzip(LAYER), "sha256:" + "c".repeat(64))
                .image(List.of(BASE), Map.of()));
  }

  @Test
  void layerThatGrowsWhenUnpackedIsRefused() throws IOException {
    byte[] sparse = SparseTar.of("big", 3L << 30);
    assertThrows(
        IOException.class,
        () ->
            layout(1 << 20, gzip(sparse), SparseLayout.digest(sparse))
                .image(List.of(BASE), Map.of()));
  }

  @Test
  void sizesAreBoundPackedAndUnpacked() throws IOException {
    assertThrows(
        LayoutReader.TooLarge.class, () -> layout(100, gzip(LAYER), SparseLayout.digest(LAYER)));
    var bomb = new byte[4 << 20];
    LayoutReader reader = layout(1 << 20, gzip(bomb), SparseLayout.digest(bomb));
    assertThrows(LayoutReader.TooLarge.class, () -> reader.image(List.of(BASE), Map.of()));
  }

  @Test
  void damagedDocumentsAreRefusedAndNothingElse() throws IOException {
    layout(1 << 20, gzip(LAYER), SparseLayout.digest(LAYER));
    byte[] index = Files.readAllBytes(folder.resolve("layout-index.json"));
    var random = new Random(3);
    for (int round = 0; round < 100; round++) {
      byte[] damaged = index.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      var reader = layout(1 << 20, gzip(LAYER), SparseLayout.digest(LAYER));
      put(reader, "index.json", damaged);
      try {
        reader.image(List.of(BASE), Map.of());
      } catch (IOException refused) {
        assertEquals(false, refused instanceof LayoutReader.TooLarge);
      }
    }
  }
}
