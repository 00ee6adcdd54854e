package paas.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import paas.builder.source.GuardedTar;

/**
 * Reads an image from the files of an OCI image layout that strangers wrote: every size is bounded,
 * every layer's bytes are checked against its diff id, and layers that are not there can only be
 * the base image's. Not thread-safe.
 */
public final class LayoutReader {
  /** Longest index, manifest or config in bytes. */
  private static final int DOCUMENT = 4 << 20;

  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final long bound;
  private long stored;
  private long unpacked;

  /** Keeps its files in {@code folder}, no more than {@code bound} bytes packed or unpacked. */
  public LayoutReader(Path folder, long bound) {
    this.folder = folder;
    this.bound = bound;
  }

  /** More than the bound. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("The image layout is larger than its bound");
    }
  }

  /** Takes one file of the layout by its path in it; others than the layout's are left out. */
  public void accept(String path, InputStream content) throws IOException {
    if (path.equals("index.json") || path.matches("blobs/sha256/[0-9a-f]{64}")) {
      try (OutputStream out = Files.newOutputStream(file(path))) {
        stored = copy(content, out, stored);
      }
    }
  }

  /** The image of the layout's first manifest, on top of a base with these diff ids. */
  public LayoutImage image(List<String> base, Map<String, String> labels) throws IOException {
    JsonNode index = document(folder.resolve("layout-index.json"));
    JsonNode manifest = document(blob(index.path("manifests").path(0)));
    if (!(document(blob(manifest.path("config"))) instanceof ObjectNode config)) {
      throw new IOException("The config of an image layout is not an object");
    }
    JsonNode diffIds = config.path("rootfs").path("diff_ids");
    if (diffIds.size() != manifest.path("layers").size()) {
      throw new IOException("An image layout has other layers than its config says");
    }
    List<Layer> layers = new ArrayList<>();
    for (int at = 0; at < diffIds.size(); at++) {
      String diffId = diffIds.path(at).asText();
      boolean known = at < base.size() && base.get(at).equals(diffId);
      layers.add(
          known ? new Layer.Known(diffId) : layer(at, diffId, manifest.path("layers").path(at)));
    }
    return new LayoutImage(config, layers, labels);
  }

  private Layer.New layer(int at, String diffId, JsonNode descriptor) throws IOException {
    Path packed = blob(descriptor);
    Path tar = folder.resolve("layout-layer-" + at + ".tar");
    var digest = LayerWriter.sha256();
    long before = unpacked;
    String type = descriptor.path("mediaType").asText();
    try (InputStream in = GuardedTar.guard(unpacking(packed, type));
        var out =
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(tar), BUFFER), digest)) {
      unpacked = copy(in, out, unpacked);
    }
    Files.deleteIfExists(packed);
    if (!diffId.equals("sha256:" + HexFormat.of().formatHex(digest.digest()))) {
      throw new IOException("A layer of an image layout is not what its config says");
    }
    return new Layer.New(diffId, tar, unpacked - before);
  }

  private static InputStream unpacking(Path packed, String type) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(packed), BUFFER);
    if (type.endsWith("gzip")) {
      return new GZIPInputStream(in, BUFFER);
    }
    if (type.endsWith(".tar")) {
      return in;
    }
    in.close();
    throw new IOException("A layer of an image layout is of the kind " + type);
  }

  private long copy(InputStream from, OutputStream to, long before) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = before;
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      total += count;
      if (total > bound) {
        throw new TooLarge();
      }
      to.write(buffer, 0, count);
    }
    return total;
  }

  private static JsonNode document(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) > DOCUMENT) {
      throw new IOException("A document of an image layout is missing or too large");
    }
    return Archived.JSON.readTree(file.toFile());
  }

  private Path blob(JsonNode descriptor) throws IOException {
    String digest = descriptor.path("digest").asText();
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new IOException("An image layout names the blob '" + digest + "'");
    }
    return file("blobs/" + digest.replace(':', '/'));
  }

  /** Build folders are flat. */
  private Path file(String path) {
    return folder.resolve("layout-" + path.substring(path.lastIndexOf('/') + 1));
  }
}
