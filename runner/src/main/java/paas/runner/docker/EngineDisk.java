package paas.runner.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;
import paas.runner.Scratch;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;

/**
 * Counts what containers wrote where the engine keeps it, without the engine: its own count
 * (size=1) walks through every layer of every container. Needs root, as paasd has it.
 */
final class EngineDisk implements Scratch {
  private static final Logger log = LoggerFactory.getLogger(EngineDisk.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Engine engine;

  /** Once: it is likely to be the same with all of them, each time. */
  private final AtomicBoolean told = new AtomicBoolean();

  private final Path groups;
  private final Path processes;
  private final DeletedFiles deleted;

  /** Where the engine writes; asked once, as that takes it a while. */
  private final AtomicReference<Optional<Path>> root = new AtomicReference<>(Optional.empty());

  /** They are the same for as long as a container lives. */
  private final Map<InstanceId, WrittenPlaces> known = new ConcurrentHashMap<>();

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
        .map(path -> OptionalLong.of(path.toFile().getUsableSpace()))
        .orElse(OptionalLong.empty());
  }

  private Path askRoot() {
    String folder = engine.client().infoCmd().exec().getDockerRootDir();
    return Path.of(Objects.requireNonNullElse(folder, ""));
  }

  @Override
  public Map<InstanceId, Long> written(Collection<InstanceId> ids, long enough) {
    known.keySet().retainAll(ids);
    Map<InstanceId, Long> written = new HashMap<>();
    for (InstanceId id : ids) {
      places(id).ifPresent(places -> written.put(id, written(id, places, enough)));
    }
    return written;
  }

  private long written(InstanceId id, WrittenPlaces places, long enough) {
    try {
      long named = TreeSize.of(places.paths(), enough);
      if (named > enough) {
        return named;
      }
      long nameless =
          ControlGroup.of(id, groups)
              .map(group -> deleted.of(group, places, enough - named))
              .orElse(0L);
      return named + nameless;
    } catch (IOException e) {
      if (told.compareAndSet(false, true)) {
        log.warn("What container {} has written cannot be counted", id.value(), e);
      }
      return 0;
    }
  }

  /** Empty where it is gone, or where the engine does not say and the kernel does not either. */
  private Optional<WrittenPlaces> places(InstanceId id) {
    WrittenPlaces before = known.get(id);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<WrittenPlaces> places =
        Calls.ask(() -> inspect(id)).flatMap(answer -> WrittenPlaces.of(parsed(answer), processes));
    places.ifPresent(found -> known.put(id, found));
    return places;
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
