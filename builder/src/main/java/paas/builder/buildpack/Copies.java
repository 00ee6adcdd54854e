package paas.builder.buildpack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of fetched buildpacks, each one tar named by what it holds: {@code git-COMMIT} or {@code
 * tgz-SHA256}. A name's content never changes. At most {@value #BOUND} bytes are kept; those used
 * longest ago go first.
 */
final class Copies {
  static final long BOUND = 2L << 30;

  private final Path folder;
  private final long bound;

  Copies(Path folder, long bound) {
    this.folder = folder;
    this.bound = bound;
  }

  /** Copies the tar of that name to {@code to}; false when there is none. */
  boolean take(String name, Path to) throws IOException {
    Path copy = folder.resolve(name + ".tar");
    try {
      Files.copy(copy, to, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return Files.exists(to) && Files.exists(copy);
    }
  }

  /** Keeps a judged tar under that name. */
  void keep(String name, Path tar) throws IOException {
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "part-", ".tmp");
    try {
      Files.copy(tar, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, folder.resolve(name + ".tar"), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    prune();
  }

  private void prune() throws IOException {
    List<Path> newestFirst;
    try (Stream<Path> files = Files.list(folder)) {
      newestFirst = files.sorted(Comparator.comparing(Copies::used).reversed()).toList();
    }
    long kept = 0;
    for (Path file : newestFirst) {
      kept += Files.exists(file) ? Files.size(file) : 0;
      if (kept > bound) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static FileTime used(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return FileTime.fromMillis(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
