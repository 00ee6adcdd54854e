package paas.builder.cnb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import paas.builder.fault.BuildFault;

/**
 * What a builder image says of itself by label and environment (buildpacks/spec, "Platform
 * Interface", and pack's builder metadata): who its builds run as, which platform API to speak,
 * what to run apps on, its buildpacks.
 */
public record BuilderImage(
    String id,
    long uid,
    long gid,
    String platformApi,
    List<String> runImages,
    List<ProjectToml.Group> buildpacks) {

  /** Newest first; export to an OCI layout came with 0.12. */
  private static final List<String> APIS = List.of("0.14", "0.13", "0.12");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "io.buildpacks.builder.metadata";
  private static final String API_LABEL = "io.buildpacks.lifecycle.apis";

  /** Copies the lists. */
  public BuilderImage {
    runImages = List.copyOf(runImages);
    buildpacks = List.copyOf(buildpacks);
  }

  /** Reads an image's config; a fault where it is no builder, or one that cannot be used. */
  public static BuilderImage of(String name, InspectImageResponse image) throws BuildFault {
    var config = Objects.requireNonNull(image.getConfig());
    var labels = Optional.ofNullable(config.getLabels());
    JsonNode metadata = json(name, labels.map(all -> all.get(METADATA)));
    if (metadata.isMissingNode()) {
      throw fault(name, "it has no label " + METADATA);
    }
    JsonNode apis = json(name, labels.map(all -> all.get(API_LABEL)));
    List<String> env = Optional.ofNullable(config.getEnv()).map(Arrays::asList).orElse(List.of());
    return new BuilderImage(
        Objects.requireNonNull(image.getId()),
        id(name, env, "CNB_USER_ID"),
        id(name, env, "CNB_GROUP_ID"),
        api(name, apis.isMissingNode() ? metadata.path("lifecycle").path("apis") : apis),
        runImages(metadata),
        buildpacks(metadata));
  }

  private static JsonNode json(String name, Optional<String> label) throws BuildFault {
    try {
      return label.isPresent() ? JSON.readTree(label.get()) : JSON.missingNode();
    } catch (IOException e) {
      throw fault(name, "a label of it is not JSON");
    }
  }

  private static long id(String name, List<String> env, String key) throws BuildFault {
    String value =
        env.stream()
            .filter(line -> line.startsWith(key + "="))
            .map(line -> line.substring(key.length() + 1))
            .findFirst()
            .orElse("");
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw fault(name, "its " + key + " is '" + value + "', not a user who is not root");
    }
    return Long.parseLong(value);
  }

  private static String api(String name, JsonNode apis) throws BuildFault {
    List<String> theirs =
        Stream.of("supported", "deprecated")
            .flatMap(kind -> texts(apis.path("platform").path(kind)).stream())
            .toList();
    return APIS.stream()
        .filter(theirs::contains)
        .findFirst()
        .orElseThrow(() ->
            fault(
                name,
                "its lifecycle speaks platform API "
                    + String.join(", ", theirs)
                    + ", and one of "
                    + String.join(", ", APIS)
                    + " is needed (lifecycle 0.17 or newer)"));
  }

  private static List<String> runImages(JsonNode metadata) {
    List<String> names = new ArrayList<>();
    List<JsonNode> images = new ArrayList<>();
    metadata.path("images").forEach(images::add);
    images.add(metadata.path("stack").path("runImage"));
    for (JsonNode image : images) {
      if (image.path("image").isTextual()) {
        names.add(image.path("image").asText());
      }
      names.addAll(texts(image.path("mirrors")));
    }
    return names.stream().distinct().toList();
  }

  private static List<ProjectToml.Group> buildpacks(JsonNode metadata) {
    List<ProjectToml.Group> found = new ArrayList<>();
    for (JsonNode buildpack : metadata.path("buildpacks")) {
      found.add(
          new ProjectToml.Group(buildpack.path("id").asText(), buildpack.path("version").asText()));
    }
    return found;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static BuildFault fault(String name, String why) {
    return new BuildFault(
        "prepare",
        "The image " + name + " cannot be used as a Cloud Native Buildpacks builder: " + why + ".",
        "Set another builder image for the app, or in its project.toml.");
  }
}
