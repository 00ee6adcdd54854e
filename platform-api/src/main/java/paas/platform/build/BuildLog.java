package paas.platform.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The output of each build as a file of its own, kept until it is collected. */
public final class BuildLog {
  private static final String SUFFIX = ".log";
  private static final Pattern FILE =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.log");

  private final Path dir;

  public BuildLog(Path dir) {
    this.dir = dir;
  }

  /** To write after what is there; lines reach the disk as they come. */
  Writer open(UUID build) {
    try {
      Files.createDirectories(dir);
      return Files.newBufferedWriter(
          path(build),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The output of a build cannot be kept", e);
    }
  }

  /** What was printed up to now; absent when nothing was kept. The caller closes it. */
  public Optional<InputStream> read(UUID build) {
    try {
      return Files.exists(path(build))
          ? Optional.of(Files.newInputStream(path(build)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The builds whose output is kept, in no order. */
  public List<UUID> kept() {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(dir)) {
      return files.flatMap(file -> build(file.getFileName().toString()).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The outputs of builds cannot be listed", e);
    }
  }

  private static Optional<UUID> build(String file) {
    return FILE.matcher(file).matches()
        ? Optional.of(UUID.fromString(file.substring(0, file.length() - SUFFIX.length())))
        : Optional.empty();
  }

  /** Returns how many bytes it took. */
  public long delete(UUID build) {
    try {
      long bytes = Files.exists(path(build)) ? Files.size(path(build)) : 0;
      Files.deleteIfExists(path(build));
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("The output of build " + build + " cannot be deleted", e);
    }
  }

  private Path path(UUID build) {
    return dir.resolve(build + SUFFIX);
  }
}
