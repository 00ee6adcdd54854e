package paas.platform.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** The output of each build as a file of its own, kept as long as the build is listed. */
public final class BuildLog {
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

  void delete(UUID build) {
    try {
      Files.deleteIfExists(path(build));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(UUID build) {
    return dir.resolve(build + ".log");
  }
}
