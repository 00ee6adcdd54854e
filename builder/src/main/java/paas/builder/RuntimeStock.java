package paas.builder;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.engine.Engine;

/**
 * The language runtimes that one platform's builds share, as they lie in their volume: {@code
 * ENTRY/GENERATION/{files,.ready}}. When one was used last is the time of its {@code .ready}, as
 * builds see the volume read-only. Thread-safe, blocking; nothing is there where the engine's
 * volumes cannot be reached.
 */
public final class RuntimeStock {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeStock.class);
  private static final String READY = ".ready";
  private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GENERATION = Pattern.compile("[0-9]{1,10}");

  private final Engine engine;
  private final String volume;

  /** {@code platform} is its id, 8 hex digits. */
  public RuntimeStock(Engine engine, String platform) {
    this.engine = engine;
    this.volume = "paas-" + platform + "-runtimes";
  }

  /** One runtime: its folder, and when a build used it last (or began to make it). */
  public record Stocked(Path folder, Instant lastUse) {}

  String volume() {
    return volume;
  }

  /** Those that are there, and those that are half made. */
  public List<Stocked> all() {
    List<Stocked> found = new ArrayList<>();
    for (Path entry : mounted().map(root -> children(root, ENTRY)).orElse(List.of())) {
      children(entry, GENERATION)
          .forEach(
              folder -> lastUse(folder).ifPresent(time -> found.add(new Stocked(folder, time))));
    }
    return found;
  }

  /**
   * Removes one that no build can be using now; a build that wants it later has it made again.
   * Returns how many bytes its files took. A removal that is cut off leaves one that is half made.
   */
  public long remove(Stocked runtime) {
    try {
      Files.deleteIfExists(runtime.folder().resolve(READY));
      long bytes = 0;
      try (Stream<Path> walk = Files.walk(runtime.folder())) {
        for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
          bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
          Files.deleteIfExists(file);
        }
      }
      forget(Objects.requireNonNull(runtime.folder().getParent()));
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("The shared runtime " + runtime.folder() + " stays", e);
    }
  }

  /** The entry itself goes with its last generation. */
  private static void forget(Path entry) throws IOException {
    try {
      Files.deleteIfExists(entry);
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("{} has other generations", entry);
    }
  }

  /** A build uses what it was given for this; does nothing where that is not there. */
  void used(String entry, String generation, Instant now) {
    if (!ENTRY.matcher(entry).matches() || !GENERATION.matcher(generation).matches()) {
      return;
    }
    mounted()
        .map(root -> root.resolve(entry).resolve(generation).resolve(READY))
        .ifPresent(ready -> touch(ready, now));
  }

  private static void touch(Path ready, Instant now) {
    try {
      Files.getFileAttributeView(ready, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(FileTime.from(now), null, null);
    } catch (IOException e) {
      LOG.warn("It is not noted that the shared runtime {} is used", ready, e);
    }
  }

  private Optional<Path> mounted() {
    try {
      return Optional.ofNullable(engine.client().inspectVolumeCmd(volume).exec().getMountpoint())
          .map(Path::of)
          .filter(Files::isDirectory);
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private static List<Path> children(Path folder, Pattern name) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> name.matcher(child.getFileName().toString()).matches())
          .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The shared runtimes in " + folder + " cannot be read", e);
    }
  }

  private static Optional<Instant> lastUse(Path folder) {
    Path ready = folder.resolve(READY);
    Path teller = Files.exists(ready, LinkOption.NOFOLLOW_LINKS) ? ready : folder;
    try {
      return Optional.of(Files.getLastModifiedTime(teller, LinkOption.NOFOLLOW_LINKS).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
