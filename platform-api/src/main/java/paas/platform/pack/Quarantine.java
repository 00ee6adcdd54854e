package paas.platform.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of objects that the repository does not see yet: what is in it when it is closed is
 * gone.
 */
record Quarantine(Path objects, Path repository) implements AutoCloseable {
  private static final String PACK = ".pack";
  private static final String INDEX = ".idx";

  /** In {@code folder}, which is on the repository's file system. */
  static Quarantine open(Path folder, Path repository) throws IOException {
    Files.createDirectories(folder);
    Path objects = Files.createTempDirectory(folder, "pack-");
    Files.createDirectory(objects.resolve("pack"));
    return new Quarantine(objects, repository);
  }

  /** Objects are written here; with {@code all} those of the repository are seen as well. */
  Map<String, String> environment(boolean all) {
    String inside = objects.toString();
    return all
        ? Map.of(
            "GIT_OBJECT_DIRECTORY",
            inside,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            quoted(repository.resolve("objects")))
        : Map.of("GIT_OBJECT_DIRECTORY", inside);
  }

  /** A list, separated by colons, but for what is in quotes (git(1)). */
  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Into the repository, the index last: from then on the objects are there. */
  Optional<Path> release() throws IOException {
    Path target = repository.resolve("objects").resolve("pack");
    Files.createDirectories(target);
    Optional<Path> taken = Optional.empty();
    for (String name : packs()) {
      move(name + PACK, target);
      move(name + INDEX, target);
      taken = Optional.of(target.resolve(name + PACK));
    }
    try (FileChannel directory = FileChannel.open(target, StandardOpenOption.READ)) {
      directory.force(true);
    }
    return taken;
  }

  private List<String> packs() throws IOException {
    try (Stream<Path> files = Files.list(objects.resolve("pack"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(INDEX))
          .map(name -> name.substring(0, name.length() - INDEX.length()))
          .toList();
    }
  }

  /** The same pack may have come before; then its files are the same. */
  private void move(String name, Path target) throws IOException {
    if (!Files.exists(target.resolve(name))) {
      Files.move(
          objects.resolve("pack").resolve(name),
          target.resolve(name),
          StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    deleteTree(objects);
  }

  static void deleteTree(Path path) throws IOException {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (NoSuchFileException e) {
      // Nothing is left.
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
        throws IOException {
      Files.delete(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
