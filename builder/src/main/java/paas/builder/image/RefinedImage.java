package paas.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An image that the engine built, with a config made anew: the same layers and settings, but one
 * time, a history through {@code clean}, and no HEALTHCHECK for the engine to run in every
 * instance. {@code inspected} and {@code history} are the engine's answers.
 */
record RefinedImage(
    JsonNode inspected, JsonNode history, Instant created, UnaryOperator<String> clean)
    implements Archived {

  /** What a config says of how to run the image; all else in it is of one container. */
  private static final List<String> KEPT =
      List.of(
          "User",
          "ExposedPorts",
          "Env",
          "Entrypoint",
          "Cmd",
          "Volumes",
          "WorkingDir",
          "Labels",
          "StopSignal",
          "Shell",
          "ArgsEscaped",
          "OnBuild");

  @Override
  public List<Layer> allLayers() {
    List<Layer> layers = new ArrayList<>();
    inspected.path("RootFS").path("Layers").forEach(id -> layers.add(new Layer.Known(id.asText())));
    return layers;
  }

  @Override
  public byte[] config() {
    ObjectNode root = JSON.createObjectNode();
    root.put("architecture", inspected.path("Architecture").asText("amd64"))
        .put("os", inspected.path("Os").asText("linux"))
        .put("created", created.toString());
    if (!inspected.path("Variant").asText("").isEmpty()) {
      root.put("variant", inspected.path("Variant").asText());
    }
    ObjectNode config = root.putObject("config");
    for (String field : KEPT) {
      JsonNode value = inspected.path("Config").path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        config.set(field, value);
      }
    }
    ArrayNode diffIds = root.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    diffIds().forEach(diffIds::add);
    history(root.putArray("history"));
    return Archived.bytes(root);
  }

  /** The engine lists the newest first, and does not say which steps made no layer. */
  private void history(ArrayNode steps) {
    for (int index = history.size() - 1; index >= 0; index--) {
      JsonNode step = history.get(index);
      ObjectNode entry = steps.addObject();
      entry.put("created", created.toString());
      entry.put("created_by", clean.apply(step.path("CreatedBy").asText()));
      if (step.path("Size").asLong() == 0) {
        entry.put("empty_layer", true);
      }
    }
  }
}
