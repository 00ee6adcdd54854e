package paas.cli.copy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/** Where a copy grows beside its target, until it is whole; closing removes what is left. */
final class Aside implements AutoCloseable {
  private final Path target;
  private final Path path;

  private Aside(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /** For that target, or for that name in it where it is a directory. */
  static Aside of(Path wanted, String name) {
    Path target = Files.isDirectory(wanted) ? wanted.resolve(name) : wanted;
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw Failure.of(ExitCode.INVALID, "There is no directory to write " + target + " to.");
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of(
          ExitCode.CONFLICT, "There is a directory " + target + " already: remove it first.");
    }
    String hidden = ".paas-copy-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    return new Aside(target, parent.resolve(hidden));
  }

  Path path() {
    return path;
  }

  /** Puts it in its place, over a file that may be there. Returns the place. */
  Path keep() throws IOException {
    Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    return target;
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
