package paas.runner.docker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import paas.runner.FileChanges;
import paas.runner.InstanceId;
import paas.runner.WrittenFiles;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;

/**
 * Reads what the engine says a container has changed (Docker API, ContainerChanges): a list of
 * {@code {"Path", "Kind"}}, 0 changed, 1 added, 2 deleted, folders among them. An app can write
 * millions of files, so only the first {@link #MAX_CHANGES} are read.
 */
final class ContainerDiff implements FileChanges {
  static final int MAX_CHANGES = 5_000;
  private static final int OK = 200;
  private static final int DELETED = 2;
  private static final int ADDED = 1;

  /** What the engine's init leaves in a container (Docker's {@code --init}). */
  private static final Set<String> ENGINE_OWN =
      Set.of("/sbin/docker-init", "/usr/sbin/docker-init");

  private static final JsonFactory JSON = new JsonFactory();

  private final Engine engine;
  private final Containers containers;

  ContainerDiff(Engine engine, Containers containers) {
    this.engine = engine;
    this.containers = containers;
  }

  @Override
  public WrittenFiles written(InstanceId id) {
    Request request =
        Request.builder()
            .method(Request.Method.GET)
            .path("/containers/" + id.value() + "/changes")
            .build();
    try (Response response = engine.http().execute(request)) {
      return response.getStatusCode() == OK
          ? read(
              response.getBody(),
              containers.inspect(id).map(ContainerDiff::mounted).orElse(Set.of()))
          : WrittenFiles.NONE;
    } catch (IOException e) {
      throw new EngineUnavailable("What " + id.value() + " has written could not be read.", e);
    }
  }

  /**
   * Where something else than the container's own disk is. The engine makes the folders for it
   * there, and counts them as changes; what is written below them it does not see.
   */
  private static Set<String> mounted(InspectContainerResponse container) {
    Set<String> points = new HashSet<>();
    Optional.ofNullable(container.getMounts())
        .ifPresent(all ->
            all.forEach(each ->
                Optional.ofNullable(each.getDestination())
                    .ifPresent(point -> points.add(point.getPath()))));
    Optional.ofNullable(container.getHostConfig().getTmpFs())
        .ifPresent(tmpfs -> points.addAll(tmpfs.keySet()));
    return points;
  }

  /** One change as the engine tells it. */
  private record Change(String path, int kind) {}

  static WrittenFiles read(InputStream answer, Set<String> mounted) throws IOException {
    List<Change> changes = new ArrayList<>();
    boolean more = false;
    try (JsonParser parser = JSON.createParser(answer)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return WrittenFiles.NONE; // null: nothing has changed
      }
      while (parser.nextToken() == JsonToken.START_OBJECT && !more) {
        changes.add(change(parser));
        more = changes.size() == MAX_CHANGES;
      }
    }
    return new WrittenFiles(files(changes, mounted), more);
  }

  private static Change change(JsonParser parser) throws IOException {
    String path = "";
    int kind = DELETED;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "Path" -> path = parser.getText();
        case "Kind" -> kind = parser.getIntValue();
        default -> parser.skipChildren();
      }
    }
    return new Change(path, kind);
  }

  /**
   * Without the folders: those that hold another change, and those whose change is a removal that
   * is not told. What was changed and has no dot in its name is taken for such a folder. What is
   * mounted stands in a folder made for it, which is then one that holds another change.
   */
  private static List<String> files(List<Change> changes, Set<String> mounted) {
    Set<String> folders = new HashSet<>();
    for (Change change : changes) {
      for (int slash = change.path().lastIndexOf('/'); slash > 0; ) {
        String parent = change.path().substring(0, slash);
        slash = folders.add(parent) ? parent.lastIndexOf('/') : 0;
      }
    }
    return changes.stream()
        .filter(change -> change.kind() != DELETED && !folders.contains(change.path()))
        .filter(change -> change.kind() == ADDED || hasDot(change.path()))
        .map(Change::path)
        .filter(path -> !ENGINE_OWN.contains(path) && !mounted.contains(path))
        .toList();
  }

  private static boolean hasDot(String path) {
    return path.indexOf('.', path.lastIndexOf('/') + 1) >= 0;
  }
}
