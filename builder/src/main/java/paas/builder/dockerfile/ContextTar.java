package paas.builder.dockerfile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import paas.builder.source.Source;

/**
 * The build context that BuildKit gets: the tree without what .dockerignore names, and the checked
 * Dockerfile.
 */
public final class ContextTar {
  private ContextTar() {}

  /** A Dockerfile and its path in the tree. */
  public record Named(String path, Dockerfile text) {}

  /**
   * Writes it to {@code file}, the Dockerfile under its {@code path}. Owners and times are fixed,
   * so that equal trees hit BuildKit's cache. Ends early once stopped.
   */
  public static void write(
      Path file, Source source, Named dockerfile, Dockerignore ignore, BooleanSupplier stopped)
      throws IOException {
    try (var tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), 1 << 16),
            StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      file(tar, dockerfile.path(), dockerfile.text().bytes());
      source.forEach((name, entry, content) -> {
        if (stopped.getAsBoolean()) {
          throw new IOException("The build was stopped");
        }
        if (!name.equals(dockerfile.path()) && !ignore.excludes(name)) {
          copy(tar, name, entry, content);
        }
      });
    }
  }

  private static void file(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(path);
    entry.setSize(content.length);
    entry.setMode(0644);
    entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void copy(
      TarArchiveOutputStream tar, String name, TarArchiveEntry from, InputStream content)
      throws IOException {
    TarArchiveEntry entry = Copies.of(from, name);
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  /** Fresh entries that carry over only what git knows of a file: kind, run bit, link target. */
  private static final class Copies {
    static TarArchiveEntry of(TarArchiveEntry from, String name) {
      TarArchiveEntry entry;
      if (from.isDirectory()) {
        entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR);
      } else if (from.isSymbolicLink()) {
        entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(from.getLinkName());
      } else {
        entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
        entry.setSize(from.getSize());
      }
      entry.setMode(from.isDirectory() || (from.getMode() & 0111) != 0 ? 0755 : 0644);
      entry.setLastModifiedTime(from.getLastModifiedTime());
      return entry;
    }
  }
}
