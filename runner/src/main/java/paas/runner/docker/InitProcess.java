package paas.runner.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A container's first process as the host sees it.
 *
 * @param entry its directory in {@code /proc}; empty when it could not be seen when it was started
 */
record InitProcess(Optional<Path> entry) {
  private static final Path PROC = Path.of("/proc");

  static InitProcess of(long pid) {
    Path entry = PROC.resolve(Long.toString(pid));
    return new InitProcess(Optional.of(entry).filter(Files::isDirectory));
  }

  static InitProcess unseen() {
    return new InitProcess(Optional.empty());
  }

  /** Whether it was seen once and is no more. */
  boolean gone() {
    return entry.isPresent() && !Files.isDirectory(entry.get());
  }
}
