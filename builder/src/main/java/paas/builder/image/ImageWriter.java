package paas.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import paas.builder.fetch.Stop;
import paas.runner.engine.Engine;

/**
 * Writes images into the engine with {@code POST /images/load}, sending only layers that it lacks.
 * Thread-safe.
 */
final class ImageWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine;

  ImageWriter(Engine engine) {
    this.engine = engine;
  }

  /**
   * Makes the image, tagged {@code name:latest}, and returns its digest; an image that is there is
   * not sent again.
   */
  String write(Archived spec, String name) throws IOException {
    if (find(spec.id()).isEmpty()) {
      load(spec, name + ":latest");
    } else {
      engine.client().tagImageCmd(spec.id(), name, "latest").exec();
    }
    InspectImageResponse written =
        find(name + ":latest")
            .orElseThrow(() -> new IOException("The engine took an image but does not have it"));
    if (!StackImage.layersOf(written).equals(spec.diffIds())) {
      throw new IOException("The engine made an image of other layers than it was sent");
    }
    return Objects.requireNonNull(written.getId());
  }

  private void load(Archived spec, String tag) throws IOException {
    try (InputStream archive = DockerArchive.of(spec, tag)) {
      send(engine, archive);
    }
  }

  /** Sends a docker-archive; what the engine has against it is an {@link IOException}. */
  static void send(Engine engine, InputStream archive) throws IOException {
    send(engine, archive, Stop.NEVER);
  }

  /** The same; a stop ends it also while the engine unpacks, which it does before it answers. */
  static void send(Engine engine, InputStream archive, Stop stop) throws IOException {
    Request load =
        Request.builder()
            .method(Request.Method.POST)
            .path("/images/load?quiet=1")
            .putHeader("Content-Type", "application/x-tar")
            .body(archive)
            .build();
    try (var response = engine.stream(load, stop::onStop)) {
      check(response.getBody());
    }
  }

  private static void check(InputStream answers) throws IOException {
    try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(answers)) {
      while (nodes.hasNextValue()) {
        JsonNode node = nodes.nextValue();
        if (node.has("error")) {
          throw new IOException("The engine refused the image: " + node.path("error").asText());
        }
      }
    }
  }

  private Optional<InspectImageResponse> find(String image) {
    try {
      return Optional.of(engine.client().inspectImageCmd(image).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
