package paas.platform.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.lib.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock files that git makes beside a ref, the packed refs or the configuration while it writes
 * them. One that a kill left would make every later push to that branch fail.
 */
final class StaleLocks {
  private static final Logger LOG = LoggerFactory.getLogger(StaleLocks.class);

  /** What may be large, and is not locked; below refs it is a part of a branch's name. */
  private static final Set<String> NO_LOCKS = Set.of(Constants.OBJECTS, "incoming");

  private static final Path REFS = Path.of("refs");

  private StaleLocks() {}

  /** Of all repositories below {@code dir}; nobody else may write to them. */
  static void remove(Path dir) {
    try {
      Files.walkFileTree(dir, new Removal(dir));
    } catch (NoSuchFileException noRepositories) {
      LOG.debug("There is no {} yet", dir);
    } catch (IOException e) {
      throw new UncheckedIOException("What a kill left in the repositories cannot be removed", e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    private final Path all;

    Removal(Path all) {
      this.all = all;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      return NO_LOCKS.contains(dir.getFileName().toString()) && !isOfRefs(dir)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    private boolean isOfRefs(Path dir) {
      return StreamSupport.stream(all.relativize(dir).spliterator(), false).anyMatch(REFS::equals);
    }

    /**
     * Such as one that an admin's git has made as another user: no reason for all to stand still.
     */
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      try {
        if (file.getFileName().toString().endsWith(".lock") && Files.deleteIfExists(file)) {
          LOG.info("Removed {}, which a kill left", file);
        }
      } catch (IOException e) {
        LOG.warn("{} cannot be removed: pushes that need it fail", file, e);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(all)) {
        throw e;
      }
      LOG.warn("{} cannot be looked into for lock files that a kill left", file, e);
      return FileVisitResult.CONTINUE;
    }
  }
}
