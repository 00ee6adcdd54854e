package paas.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image that was read from an OCI image layout: its config as it stands, with labels of ours,
 * and its layers.
 */
public record LayoutImage(
    ObjectNode configuration, List<Layer> allLayers, Map<String, String> labels)
    implements Archived {

  /** Copies what it is given. */
  public LayoutImage {
    configuration = configuration.deepCopy();
    allLayers = List.copyOf(allLayers);
    labels = Map.copyOf(labels);
  }

  /** The part of its config that says how to run it. */
  public JsonNode settings() {
    return configuration.path("config");
  }

  @Override
  public byte[] config() {
    ObjectNode copy = configuration.deepCopy();
    ObjectNode node = copy.withObject("/config").withObject("/Labels");
    new TreeMap<>(labels).forEach(node::put);
    return Archived.bytes(copy);
  }
}
