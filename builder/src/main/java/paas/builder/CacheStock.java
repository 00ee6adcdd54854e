package paas.builder;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import paas.runner.engine.Engine;

/** The dependency caches of one platform's apps on the engine. Thread-safe, blocking. */
public final class CacheStock {
  /** One cache: the volume's name, and the uuid of the app it is for. */
  public record Stocked(String volume, String app) {}

  private final Engine engine;
  private final String platform;

  /** {@code platform} is its id, 8 hex digits. */
  public CacheStock(Engine engine, String platform) {
    this.engine = engine;
    this.platform = platform;
  }

  public List<Stocked> all() {
    var listed =
        engine
            .client()
            .listVolumesCmd()
            .withFilter("label", List.of(Labels.PLATFORM + "=" + platform))
            .exec()
            .getVolumes();
    return Optional.ofNullable(listed).orElse(List.of()).stream()
        .filter(volume -> "build-cache".equals(labels(volume).get(Labels.KIND)))
        .map(volume -> new Stocked(volume.getName(), labels(volume).getOrDefault(Labels.APP, "")))
        .toList();
  }

  /**
   * Removes it. Returns how many bytes its files took, as far as they can be read; absent where a
   * container uses it.
   */
  public OptionalLong remove(Stocked cache) {
    try {
      long bytes =
          bytes(Path.of(engine.client().inspectVolumeCmd(cache.volume()).exec().getMountpoint()));
      engine.client().removeVolumeCmd(cache.volume()).exec();
      return OptionalLong.of(bytes);
    } catch (NotFoundException e) {
      return OptionalLong.of(0);
    } catch (ConflictException e) {
      return OptionalLong.empty();
    }
  }

  private static Map<String, String> labels(InspectVolumeResponse volume) {
    return Objects.requireNonNullElse(volume.getLabels(), Map.of());
  }

  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(CacheStock::size).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
