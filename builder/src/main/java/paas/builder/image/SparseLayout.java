package paas.builder.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An image of the engine as an OCI image layout (OCI image spec, "Image Layout") without its
 * layers' bytes: enough for a build that only stacks its own layers on top.
 */
final class SparseLayout {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

  private SparseLayout() {}

  /** Its files by path. */
  static Map<String, byte[]> of(Archived image) {
    byte[] config = image.config();
    ObjectNode manifest =
        Archived.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
    describe(manifest.putObject("config"), CONFIG, digest(config), config.length);
    ArrayNode layers = manifest.putArray("layers");
    // Uncompressed, a layer's digest is its diff id; its size is known to nobody and asked by
    // nobody.
    image.diffIds().forEach(id -> describe(layers.addObject(), LAYER, id, 0));
    byte[] manifestBytes = Archived.bytes(manifest);
    ObjectNode index =
        Archived.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
    describe(
        index.putArray("manifests").addObject(),
        MANIFEST,
        digest(manifestBytes),
        manifestBytes.length);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("oci-layout", Archived.bytes(Map.of("imageLayoutVersion", "1.0.0")));
    files.put("index.json", Archived.bytes(index));
    files.put(blob(digest(config)), config);
    files.put(blob(digest(manifestBytes)), manifestBytes);
    return files;
  }

  static String digest(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(LayerWriter.sha256().digest(bytes));
  }

  private static String blob(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private static void describe(ObjectNode node, String type, String digest, long size) {
    node.put("mediaType", type).put("digest", digest).put("size", size);
  }
}
