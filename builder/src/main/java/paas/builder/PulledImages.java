package paas.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import paas.builder.fault.BuildFault;
import paas.runner.engine.Engine;

/**
 * Images that were pulled for builds to start from, and that lose their names when no build needs
 * them any more: the next one asks the registry again, as BuildKit would. Layers that images of
 * apps have stay. Thread-safe.
 */
final class PulledImages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CANNOT = "An image that the Dockerfile names cannot be had: ";

  private final Engine engine;
  private final Path list;

  /** Guards the two fields, and that no name goes while a build begins to need it. */
  private final Semaphore changes = new Semaphore(1);

  private final Map<ImageName, Integer> needed = new HashMap<>();
  private final Set<ImageName> pulled = new HashSet<>();

  /** {@code list} is where the names are noted, for the case of a kill. */
  PulledImages(Engine engine, Path list) {
    this.engine = engine;
    this.list = list;
  }

  /** From now on it keeps its name, if the engine has it. */
  void need(ImageName image) {
    changes.acquireUninterruptibly();
    try {
      needed.merge(image, 1, Integer::sum);
    } finally {
      changes.release();
    }
  }

  /** The end of one {@link #need}. */
  void release(ImageName image) throws IOException {
    changes.acquireUninterruptibly();
    try {
      needed.computeIfPresent(image, (_, builds) -> builds == 1 ? null : builds - 1);
      if (!needed.containsKey(image) && pulled.remove(image)) {
        forget(image);
        note();
      }
    } finally {
      changes.release();
    }
  }

  Optional<InspectImageResponse> find(ImageName image) {
    try {
      return Optional.of(engine.client().inspectImageCmd(image.whole()).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** Pulls a needed one, and takes its name away once it is not needed. */
  InspectImageResponse pull(ImageName image, BuildRun run) throws BuildFault, IOException {
    changes.acquireUninterruptibly();
    try {
      pulled.add(image);
      note();
    } finally {
      changes.release();
    }
    run.lines().say("-----> Fetching the image " + image.whole());
    try (Response response = engine.http().execute(request(image))) {
      run.stop().onStop(response::close);
      follow(response, run);
    }
    return find(image).orElseThrow(() -> absent(image.whole() + " is not there after its pull"));
  }

  /** Takes the names away that a kill left. To be called once, before any build. */
  void removeLeftovers() throws IOException {
    if (Files.exists(list)) {
      Files.readAllLines(list).stream().map(ImageName::of).forEach(this::forget);
      Files.delete(list);
    }
  }

  static BuildFault absent(String why) {
    return new BuildFault("Dockerfile", CANNOT + why, DockerfileFaults.NO_REGISTRY);
  }

  private void note() throws IOException {
    List<String> names = pulled.stream().map(ImageName::whole).sorted().toList();
    Files.createDirectories(list.toAbsolutePath().getParent());
    Files.write(list, names);
  }

  private void forget(ImageName image) {
    try {
      engine.client().removeImageCmd(image.whole()).exec();
    } catch (NotFoundException | ConflictException e) {
      // Somebody removed it, or runs a container of it and keeps it.
    }
  }

  private static void follow(Response response, BuildRun run) throws BuildFault, IOException {
    if (response.getStatusCode() / 100 != 2) {
      String answer = new String(response.getBody().readNBytes(4096), StandardCharsets.UTF_8);
      throw absent(run.lines().clean(answer.strip()));
    }
    try (MappingIterator<JsonNode> news =
        JSON.readerFor(JsonNode.class).readValues(response.getBody())) {
      while (news.hasNextValue()) {
        JsonNode message = news.nextValue();
        run.lines().touch();
        if (message.has("error")) {
          throw absent(run.lines().clean(message.path("error").asText()));
        }
      }
    }
  }

  private static Request request(ImageName image) {
    String query =
        "/images/create?fromImage="
            + URLEncoder.encode(image.name(), StandardCharsets.UTF_8)
            + "&tag="
            + URLEncoder.encode(image.version(), StandardCharsets.UTF_8);
    return Request.builder().method(Request.Method.POST).path(query).build();
  }
}
