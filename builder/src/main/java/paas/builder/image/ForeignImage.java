package paas.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import paas.builder.fault.BuildFault;
import paas.builder.source.GuardedTar;

/**
 * An image that somebody made elsewhere, as {@code docker save} writes it, read and written again
 * so that it can do no harm in our engine: it gets no name of its own choosing, no label that we go
 * by, and only layers whose content is in the archive (the engine takes a layer that it has by its
 * digest alone, and so another app's).
 */
final class ForeignImage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SMALL = 4 << 20;
  private static final int ENTRIES = 20_000;
  private static final int LAYERS = 512;
  private static final String OUR_LABELS = "paas.";
  private static final String AGAIN =
      "Make the archive with `docker save IMAGE`, and send it again.";

  private final Path archive;
  private final long most;
  private final Room room;
  private final Map<String, String> links = new HashMap<>();
  private long unpacked;

  /**
   * @param most bytes of all layers, unpacked
   * @param room is asked before each piece that is written beside the archive
   */
  ForeignImage(Path archive, long most, Room room) {
    this.archive = archive;
    this.most = most;
    this.room = room;
  }

  /**
   * Writes the archive that the engine may have to {@code to}: the one image, under this name and
   * with these labels. Returns its diff ids.
   */
  List<String> rewrite(Path to, String tag, String architecture, Map<String, String> labels)
      throws BuildFault, IOException {
    try {
      JsonNode manifest = manifest();
      List<String> files = new ArrayList<>();
      manifest.path("Layers").forEach(layer -> files.add(resolved(layer.asText())));
      ObjectNode config = config(manifest.path("Config").asText(), architecture, files.size());
      label(config, labels);
      try (TarArchiveOutputStream out = tar(to)) {
        Map<String, String> found = copyLayers(files, out);
        List<String> diffIds = compared(config, files, found);
        writeJson(out, config, files, tag);
        return diffIds;
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw fault("it is damaged", e);
    } catch (IOException e) {
      throw fault("it cannot be read: " + e.getMessage(), e);
    }
  }

  private static TarArchiveOutputStream tar(Path to) throws IOException {
    OutputStream file = Files.newOutputStream(to);
    TarArchiveOutputStream out = new TarArchiveOutputStream(file, "UTF-8");
    out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    return out;
  }

  private JsonNode manifest() throws BuildFault, IOException {
    Optional<byte[]> found = Optional.empty();
    int entries = 0;
    try (TarArchiveInputStream in = GuardedTar.open(archive)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++entries > ENTRIES) {
          throw fault("it holds more than " + ENTRIES + " files");
        }
        if (entry.isSymbolicLink()) {
          links.put(entry.getName(), entry.getLinkName());
        } else if (entry.getName().equals("manifest.json")) {
          found = Optional.of(small(in));
        }
      }
    }
    JsonNode root = JSON.readTree(found.orElseThrow(() -> fault("it holds no manifest.json")));
    if (!root.isArray() || root.size() != 1) {
      throw fault("it holds " + root.size() + " images, not one");
    }
    if (!root.get(0).path("Layers").isArray() || root.get(0).path("Layers").size() > LAYERS) {
      throw fault("its manifest names no layers, or more than " + LAYERS);
    }
    return root.get(0);
  }

  private static byte[] small(InputStream in) throws BuildFault, IOException {
    byte[] bytes = in.readNBytes(SMALL + 1);
    if (bytes.length > SMALL) {
      throw fault("its manifest or config is larger than " + (SMALL >> 20) + " MB");
    }
    return bytes;
  }

  /** Older engines save a layer that comes twice as a link to the other folder. */
  private String resolved(String name) {
    return Optional.ofNullable(links.get(name))
        .map(target -> Path.of("/" + name).resolveSibling(target).normalize().toString())
        .map(path -> path.substring(1))
        .orElse(name);
  }

  private ObjectNode config(String name, String architecture, int layers)
      throws BuildFault, IOException {
    try (TarArchiveInputStream in = GuardedTar.open(archive)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isFile() && entry.getName().equals(name)) {
          return judged(JSON.readTree(small(in)), architecture, layers);
        }
      }
    }
    throw fault("the config that its manifest names is not there");
  }

  private static ObjectNode judged(JsonNode config, String architecture, int layers)
      throws BuildFault {
    if (!(config instanceof ObjectNode root)
        || root.path("rootfs").path("diff_ids").isMissingNode()) {
      throw fault("its config is none of an image");
    }
    String os = root.path("os").asText("linux");
    String machine = root.path("architecture").asText(architecture);
    if (!os.equals("linux") || !machine.equals(architecture)) {
      throw new BuildFault(
          "image",
          "The image is for "
              + os
              + "/"
              + machine
              + ", this machine is linux/"
              + architecture
              + ".",
          "Build it for this machine: docker build --platform linux/" + architecture + " …");
    }
    if (root.path("rootfs").path("diff_ids").size() != layers) {
      throw fault("its config and its manifest name different layers");
    }
    return root;
  }

  private static void label(ObjectNode root, Map<String, String> labels) {
    ObjectNode config =
        root.path("config") instanceof ObjectNode node ? node : root.putObject("config");
    ObjectNode kept = JSON.createObjectNode();
    config.path("Labels").properties().stream()
        .filter(label -> !label.getKey().startsWith(OUR_LABELS))
        .forEach(label -> kept.put(label.getKey(), label.getValue().asText()));
    labels.forEach(kept::put);
    config.set("Labels", kept);
    // What the engine would do in a Dockerfile that starts from it, which nobody has checked.
    config.remove("OnBuild");
  }

  /** Copies each layer's file once; returns the digest of what is in it. */
  private Map<String, String> copyLayers(List<String> files, TarArchiveOutputStream out)
      throws BuildFault, IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    Path layer = Files.createTempFile(archive.toAbsolutePath().getParent(), "layer-", ".tar");
    try (TarArchiveInputStream in = GuardedTar.open(archive)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (entry.isFile()
            && !entry.isLink()
            && files.contains(name)
            && !digests.containsKey(name)) {
          digests.put(name, unpack(in, layer));
          copy(layer, layerName(files.indexOf(name)), out);
        }
      }
    } finally {
      Files.deleteIfExists(layer);
    }
    return digests;
  }

  private String unpack(InputStream in, Path to) throws BuildFault, IOException {
    var peeking = new BufferedInputStream(in, 1 << 16);
    peeking.mark(2);
    boolean zipped = peeking.read() == 0x1f && peeking.read() == 0x8b;
    peeking.reset();
    InputStream plain = zipped ? new GZIPInputStream(peeking, 1 << 16) : peeking;
    var digesting = new DigestInputStream(GuardedTar.guard(plain), LayerWriter.sha256());
    byte[] piece = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int count = digesting.read(piece); count >= 0; count = digesting.read(piece)) {
        unpacked += count;
        if (unpacked > most) {
          throw new BuildFault(
              "image",
              "The image is over the limit of " + (most >> 20) + " MB.",
              "Use a smaller base image or a multi-stage Dockerfile.");
        }
        room.require(count);
        out.write(piece, 0, count);
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
  }

  private void copy(Path layer, String name, TarArchiveOutputStream out)
      throws BuildFault, IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(layer));
    room.require(entry.getSize());
    out.putArchiveEntry(entry);
    Files.copy(layer, out);
    out.closeArchiveEntry();
  }

  private static String layerName(int index) {
    return "layer-" + index + ".tar";
  }

  private static List<String> compared(
      ObjectNode config, List<String> files, Map<String, String> found) throws BuildFault {
    List<String> diffIds = new ArrayList<>();
    config.path("rootfs").path("diff_ids").forEach(id -> diffIds.add(id.asText()));
    for (int index = 0; index < files.size(); index++) {
      if (!Objects.equals(found.get(files.get(index)), diffIds.get(index))) {
        throw fault("layer " + (index + 1) + " is missing, or not what its config says");
      }
    }
    return diffIds;
  }

  private static void writeJson(
      TarArchiveOutputStream out, ObjectNode config, List<String> files, String tag)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(config);
    String digest = HexFormat.of().formatHex(LayerWriter.sha256().digest(bytes));
    ArrayNode manifest = JSON.createArrayNode();
    ObjectNode image = manifest.addObject().put("Config", digest + ".json");
    image.putArray("RepoTags").add(tag);
    ArrayNode layers = image.putArray("Layers");
    files.forEach(file -> layers.add(layerName(files.indexOf(file))));
    entry(out, digest + ".json", bytes);
    entry(out, "manifest.json", JSON.writeValueAsBytes(manifest));
  }

  private static void entry(TarArchiveOutputStream out, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }

  private static BuildFault fault(String what) {
    return new BuildFault("image", "The image archive is refused: " + what + ".", AGAIN);
  }

  private static BuildFault fault(String what, Exception cause) {
    return new BuildFault("image", "The image archive is refused: " + what + ".", AGAIN, cause);
  }
}
