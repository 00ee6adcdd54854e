package paas.builder.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image in the shape of a docker-archive: its config, its layers by diff id, and those of them
 * that have to be sent.
 */
interface Archived {
  ObjectMapper JSON = new ObjectMapper();

  /** The image config (OCI image spec, "Image JSON"): same input, same bytes. */
  byte[] config();

  List<Layer> allLayers();

  /** All diff ids, the lowest first. */
  default List<String> diffIds() {
    return allLayers().stream().map(Layer::diffId).toList();
  }

  default List<Layer.New> fresh() {
    return allLayers().stream()
        .flatMap(layer -> layer instanceof Layer.New fresh ? Stream.of(fresh) : Stream.empty())
        .toList();
  }

  /** What the config's digest will be: the image id on engines with the classic image store. */
  default String id() {
    return "sha256:" + HexFormat.of().formatHex(LayerWriter.sha256().digest(config()));
  }

  /** {@code manifest.json}; layers that are not fresh are named but need not be there. */
  default byte[] manifest(String tag) {
    ArrayNode root = JSON.createArrayNode();
    ObjectNode image = root.addObject().put("Config", configName());
    image.putArray("RepoTags").add(tag);
    ArrayNode layers = image.putArray("Layers");
    diffIds().stream().map(Archived::layerName).forEach(layers::add);
    return bytes(root);
  }

  default String configName() {
    return id().substring("sha256:".length()) + ".json";
  }

  static String layerName(String diffId) {
    return diffId.substring("sha256:".length()) + ".tar";
  }

  static byte[] bytes(Object node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of strings is always JSON", e);
    }
  }
}
