package paas.router.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directories of the streams, and how one goes: renamed first, so that a kill leaves either all
 * of it or nothing.
 */
final class StreamDirectories {
  private static final String DELETED = ".deleted";

  private StreamDirectories() {}

  static List<StreamId> list(Path root) throws IOException {
    return entries(root).stream()
        .filter(Files::isDirectory)
        .map(dir -> dir.getFileName().toString())
        .filter(StreamId::fits)
        .map(StreamId::new)
        .toList();
  }

  static void delete(Path dir) throws IOException {
    Path doomed = dir.resolveSibling(dir.getFileName() + DELETED);
    try {
      Files.move(dir, doomed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // nothing was ever written
    }
    remove(doomed);
  }

  /** Finishes what a kill interrupted. */
  static void finishDeletes(Path root) throws IOException {
    for (Path dir : entries(root)) {
      if (dir.getFileName().toString().endsWith(DELETED)) {
        remove(dir);
      }
    }
  }

  private static void remove(Path dir) throws IOException {
    for (Path file : entries(dir)) {
      Files.delete(file);
    }
    Files.delete(dir);
  }

  private static List<Path> entries(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.toList();
    }
  }
}
