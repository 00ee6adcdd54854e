package paas.runner.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import paas.runner.InstanceId;
import paas.runner.Scratch;
import paas.runner.Written;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;

/**
 * Counts what containers wrote where the engine keeps it, without the engine: its own count
 * (size=1) walks through every layer of every container. Needs root, as paasd has it.
 */
final class EngineDisk implements Scratch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 1_000;
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Engine engine;

  private final Path groups;
  private final Path processes;
  private final DeletedFiles deleted;

  /** Where the engine writes; asked once, as that takes it a while. */
  private final AtomicReference<Optional<Path>> root = new AtomicReference<>(Optional.empty());

  /** The disks that layers are on, by a folder that stays. */
  private final Set<Path> disks = new CopyOnWriteArraySet<>();

  /** Asked once, as it takes a process. */
  private final AtomicReference<Optional<Boolean>> gnu = new AtomicReference<>(Optional.empty());

  /** They are the same for as long as a container lives; of the last thousand. */
  private final Map<InstanceId, WrittenPlaces> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<InstanceId, WrittenPlaces> eldest) {
              return size() > MOST;
            }
          });

  /** Usually {@code /sys/fs/cgroup} and {@code /proc}. */
  EngineDisk(Engine engine, Path groups, Path processes) {
    this.engine = engine;
    this.groups = groups;
    this.processes = processes;
    this.deleted = new DeletedFiles(processes);
  }

  @Override
  public OptionalLong free() {
    Optional<Path> folder = root.get();
    if (folder.isEmpty()) {
      folder = Optional.of(Calls.ask(this::askRoot));
      root.set(folder);
    }
    // An engine elsewhere has a folder that is not here.
    return folder
        .filter(path -> path.isAbsolute() && Files.isDirectory(path))
        .map(path -> OptionalLong.of(least(path)))
        .orElse(OptionalLong.empty());
  }

  /** An engine that keeps its images in containerd keeps layers there, and volumes here. */
  private long least(Path folder) {
    return Stream.concat(Stream.of(folder), disks.stream().filter(Files::isDirectory))
        .mapToLong(path -> path.toFile().getUsableSpace())
        .min()
        .orElseThrow();
  }

  private Path askRoot() {
    String folder = engine.client().infoCmd().exec().getDockerRootDir();
    return Path.of(Objects.requireNonNullElse(folder, ""));
  }

  @Override
  public Optional<Written> written(InstanceId id, long enough) {
    WrittenPlaces places = known.get(id);
    if (places == null) {
      Optional<byte[]> answer = Calls.ask(() -> inspect(id));
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      Optional<WrittenPlaces> found = WrittenPlaces.of(parsed(answer.get()), processes);
      if (found.isEmpty()) {
        return Optional.of(Written.atLeast(0, "the engine does not say where it writes"));
      }
      places = found.get();
      known.put(id, places);
      disk(places.layer()).ifPresent(disks::add);
    }
    return written(id, places, enough);
  }

  private Optional<Written> written(InstanceId id, WrittenPlaces places, long enough) {
    if (!Files.exists(places.layer())) {
      known.remove(id);
      return Optional.empty();
    }
    try {
      return Optional.of(
          isGnu() ? counted(id, places, enough) : Written.atLeast(0, "find(1) is not GNU's"));
    } catch (IOException e) {
      return Optional.of(Written.atLeast(0, "counting its files failed: " + e));
    }
  }

  private boolean isGnu() throws IOException {
    Optional<Boolean> before = gnu.get();
    if (before.isPresent()) {
      return before.get();
    }
    AtomicBoolean says = new AtomicBoolean();
    FileWalk.run(
        List.of("find", "--version"),
        ANSWER,
        line -> {
          says.set(line.contains("GNU"));
          return false;
        });
    gnu.set(Optional.of(says.get()));
    return says.get();
  }

  private Written counted(InstanceId id, WrittenPlaces places, long enough) throws IOException {
    FileSum named = TreeSize.of(places.paths(), enough);
    if (named.bytes() > enough) {
      return Written.all(named.bytes());
    }
    if (!named.all()) {
      return Written.atLeast(named.bytes(), "counting its files took too long");
    }
    Optional<ControlGroup> group = ControlGroup.of(id, groups);
    if (group.isEmpty()) {
      return Written.atLeast(named.bytes(), "deleted files, as its control group is unknown");
    }
    try {
      FileSum nameless = deleted.of(group.get(), places, enough - named.bytes());
      long bytes = named.bytes() + nameless.bytes();
      return nameless.all()
          ? Written.all(bytes)
          : Written.atLeast(bytes, "it holds more files open than can be looked through");
    } catch (IOException e) {
      return Written.atLeast(named.bytes(), "deleted files: " + e);
    }
  }

  /** The topmost folder of the same disk, which stays when the layer goes. */
  private static Optional<Path> disk(Path layer) {
    try {
      Object disk = Files.getAttribute(layer, "unix:dev");
      Optional<Path> top = Optional.empty();
      for (Path above = layer.getParent();
          above != null && Files.getAttribute(above, "unix:dev").equals(disk);
          above = above.getParent()) {
        top = Optional.of(above);
      }
      return top;
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** docker-java has no word for the layers of an overlay. */
  private Optional<byte[]> inspect(InstanceId id) {
    Request request =
        Request.builder()
            .method(Request.Method.GET)
            .path("/containers/" + id.value() + "/json")
            .build();
    try {
      return engine.answerWithin(request, ANSWER);
    } catch (NotFoundException gone) {
      return Optional.empty();
    }
  }

  private static JsonNode parsed(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new EngineUnavailable("The Docker engine's answer could not be read.", e);
    }
  }
}
