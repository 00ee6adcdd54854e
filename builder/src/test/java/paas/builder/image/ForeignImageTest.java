package paas.builder.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.builder.fault.BuildFault;

class ForeignImageTest {
  private static final byte[] LAYER = "the bytes of a layer".getBytes(UTF_8);
  private static final Map<String, String> LABELS = Map.of("paas.app", "mine");

  @TempDir Path dir;

  private Room room = bytes -> {};

  private static String digest(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(LayerWriter.sha256().digest(bytes));
  }

  private static String config(String diffId) {
    return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"x\"],"
        + "\"OnBuild\":[\"RUN x\"],\"Labels\":{\"paas.app\":\"another\",\"paas.platform\":\"x\",\"own\":\"kept\"}},"
        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
        + diffId
        + "\"]}}";
  }

  private static String manifest(String layers) {
    return "[{\"Config\":\"c.json\",\"RepoTags\":[\"paas/stack:debian13\"],\"Layers\":"
        + layers
        + "}]";
  }

  private static Map<String, byte[]> image() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a/layer.tar", LAYER);
    files.put("c.json", config(digest(LAYER)).getBytes(UTF_8));
    files.put("manifest.json", manifest("[\"a/layer.tar\"]").getBytes(UTF_8));
    files.put("repositories", "{\"paas/stack\":{}}".getBytes(UTF_8));
    return files;
  }

  private Map<String, byte[]> rewritten(Map<String, byte[]> files) throws BuildFault, IOException {
    Path in = dir.resolve("in.tar");
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(in))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    Path out = dir.resolve("out.tar");
    new ForeignImage(in, 1 << 20, room).rewrite(out, "paas-1/secret:latest", "amd64", LABELS);
    Map<String, byte[]> found = new HashMap<>();
    try (var tar = new TarArchiveInputStream(Files.newInputStream(out))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        found.put(entry.getName(), tar.readAllBytes());
      }
    }
    return found;
  }

  private String refusal(Map<String, byte[]> files) {
    return assertThrows(BuildFault.class, () -> rewritten(files)).reason();
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return new ObjectMapper().readTree(bytes);
  }

  @Test
  void itGetsOurNameAndLabelsAndNoneOfItsOwnChoosing() throws Exception {
    Map<String, byte[]> out = rewritten(image());
    JsonNode manifest = json(Objects.requireNonNull(out.get("manifest.json"))).get(0);
    assertEquals("[\"paas-1/secret:latest\"]", manifest.get("RepoTags").toString());
    JsonNode config =
        json(Objects.requireNonNull(out.get(manifest.get("Config").asText()))).at("/config");
    assertEquals("{\"own\":\"kept\",\"paas.app\":\"mine\"}", config.get("Labels").toString());
    assertFalse(config.has("OnBuild"));
    assertFalse(out.containsKey("repositories"));
    assertEquals(new String(LAYER, UTF_8), new String(out.get("layer-0.tar"), UTF_8));
  }

  @Test
  void aZippedLayerIsUnpackedAndComparedByItsContent() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(LAYER);
    }
    Map<String, byte[]> files = image();
    files.put("a/layer.tar", zipped.toByteArray());
    assertEquals(new String(LAYER, UTF_8), new String(rewritten(files).get("layer-0.tar"), UTF_8));
  }

  /** A layer of some KB may be gigabytes when it is unpacked. */
  @Test
  void roomIsAskedForEachPieceThatIsWritten() throws Exception {
    List<Long> asked = new ArrayList<>();
    room = asked::add;
    rewritten(image());
    assertEquals(List.of((long) LAYER.length, (long) LAYER.length), asked);
    room =
        bytes -> {
          throw new BuildFault("image", "no room", "");
        };
    assertEquals("no room", refusal(image()));
  }

  /** The engine would take a layer that it has by its digest: another app's. */
  @Test
  void aLayerThatIsNamedButNotSentIsRefused() {
    Map<String, byte[]> missing = image();
    missing.remove("a/layer.tar");
    assertTrue(refusal(missing).contains("layer 1 is missing"));
    Map<String, byte[]> other = image();
    other.put("a/layer.tar", "something else".getBytes(UTF_8));
    assertTrue(refusal(other).contains("layer 1 is missing, or not"));
    Map<String, byte[]> none = image();
    none.put("manifest.json", manifest("[]").getBytes(UTF_8));
    assertTrue(refusal(none).contains("different layers"));
  }

  @Test
  void whatIsNoImageForThisMachineIsRefused() {
    Map<String, byte[]> foreign = image();
    foreign.put("c.json", config(digest(LAYER)).replace("amd64", "arm64").getBytes(UTF_8));
    assertTrue(refusal(foreign).contains("linux/arm64"));
    Map<String, byte[]> two = image();
    String one = manifest("[\"a/layer.tar\"]");
    two.put("manifest.json", (one.replace("]}]", "]}," + one.substring(1))).getBytes(UTF_8));
    assertTrue(refusal(two).contains("2 images"));
    assertTrue(refusal(Map.of("x", LAYER)).contains("manifest.json"));
    for (String bad : List.of("nonsense", "{}", "[]", "[{}]", "[{\"Layers\":[\"../../x\"]}]")) {
      Map<String, byte[]> files = image();
      files.put("manifest.json", bad.getBytes(UTF_8));
      assertTrue(refusal(files).contains("refused"), bad);
    }
  }

  @Test
  void itIsBounded() {
    Map<String, byte[]> large = image();
    large.put("a/layer.tar", new byte[2 << 20]);
    assertTrue(refusal(large).contains("limit of 1 MB"));
  }

  /** Docker 20.10 wrote 1.5 GB for such a layer of 10 KB. */
  @Test
  void layerThatGrowsWhenUnpackedIsRefused() throws IOException {
    byte[] sparse = SparseTar.of("big", 3L << 30);
    Map<String, byte[]> files = image();
    files.put("a/layer.tar", sparse);
    files.put("c.json", config(digest(sparse)).getBytes(UTF_8));
    assertTrue(refusal(files).contains("changes an entry's size"));
  }

  /** The engine's reader sees no content there, but the next header. */
  @Test
  void linkWithContentThatHidesHeadersIsRefused() throws IOException {
    byte[] hidden = SparseTar.behindLink(SparseTar.of("big", 3L << 30));
    Map<String, byte[]> files = image();
    files.put("a/layer.tar", hidden);
    files.put("c.json", config(digest(hidden)).getBytes(UTF_8));
    assertTrue(refusal(files).contains("with content"));
  }
}
