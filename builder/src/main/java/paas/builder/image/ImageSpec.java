package paas.builder.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An image to be written: the stack, layers on top of it, and an image config that is wholly ours.
 */
public record ImageSpec(
    StackImage stack,
    List<Layer> layers,
    Instant created,
    List<String> launcher,
    Map<String, String> labels) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies what it is given. */
  public ImageSpec {
    layers = List.copyOf(layers);
    launcher = List.copyOf(launcher);
    labels = Map.copyOf(labels);
  }

  /** Layers that have to be sent. */
  List<Layer.New> fresh() {
    return layers.stream()
        .flatMap(layer -> layer instanceof Layer.New fresh ? Stream.of(fresh) : Stream.empty())
        .toList();
  }

  /** All diff ids, the stack's first. */
  List<String> diffIds() {
    return Stream.concat(stack.layers().stream(), layers.stream().map(Layer::diffId)).toList();
  }

  /** The image config (OCI image spec, "Image JSON"): same input, same bytes. */
  byte[] config() {
    ObjectNode root = JSON.createObjectNode();
    root.put("architecture", stack.architecture())
        .put("os", stack.os())
        .put("created", created.toString());
    runConfig(root.putObject("config"));
    ObjectNode rootfs = root.putObject("rootfs").put("type", "layers");
    strings(rootfs.putArray("diff_ids"), diffIds());
    ArrayNode history = root.putArray("history");
    diffIds()
        .forEach(
            id -> history.addObject().put("created", created.toString()).put("created_by", "paas"));
    return bytes(root);
  }

  /** What the config's digest will be: the image id on engines with the classic image store. */
  String id() {
    return "sha256:" + HexFormat.of().formatHex(LayerWriter.sha256().digest(config()));
  }

  /**
   * {@code manifest.json} of a docker-archive; layers that are not fresh are named but need not be
   * there.
   */
  byte[] manifest(String tag) {
    ArrayNode root = JSON.createArrayNode();
    ObjectNode image = root.addObject().put("Config", configName());
    image.putArray("RepoTags").add(tag);
    strings(image.putArray("Layers"), diffIds().stream().map(ImageSpec::layerName).toList());
    return bytes(root);
  }

  String configName() {
    return id().substring("sha256:".length()) + ".json";
  }

  static String layerName(String diffId) {
    return diffId.substring("sha256:".length()) + ".tar";
  }

  private void runConfig(ObjectNode config) {
    config.put("User", stack.user()).put("WorkingDir", "/" + StackImage.HOME);
    strings(config.putArray("Env"), stack.env());
    strings(config.putArray("Entrypoint"), launcher);
    ObjectNode node = config.putObject("Labels");
    new TreeMap<>(labels).forEach(node::put);
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  private static byte[] bytes(Object node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of strings is always JSON", e);
    }
  }
}
