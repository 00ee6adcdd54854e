package paas.builder.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
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
    Map<String, String> labels)
    implements Archived {

  /** Copies what it is given. */
  public ImageSpec {
    layers = List.copyOf(layers);
    launcher = List.copyOf(launcher);
    labels = Map.copyOf(labels);
  }

  @Override
  public List<Layer> allLayers() {
    return Stream.concat(stack.layers().stream().<Layer>map(Layer.Known::new), layers.stream())
        .toList();
  }

  @Override
  public byte[] config() {
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
    return Archived.bytes(root);
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
}
