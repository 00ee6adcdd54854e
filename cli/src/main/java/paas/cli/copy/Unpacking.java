package paas.cli.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.tar.TarEntry;
import paas.cli.tar.TarReader;

/**
 * Writes an archive of one file, or of one directory ({@code ./} and what is in it), to a path that
 * does not exist yet. The archive comes from an app and may be hostile: nothing is written outside
 * of that path, nothing twice, nothing through a link, and no link leads out. What is refused is a
 * {@link Failure}; then the path is the caller's to remove.
 */
final class Unpacking {
  /** 11 octal digits, as most tars have at most: a file system need not know a later time. */
  private static final long LATEST = (1L << 33) - 1;

  private final Path root;
  private long bytes;

  Unpacking(Path root) {
    this.root = root;
  }

  /** How much the files hold. */
  long bytes() {
    return bytes;
  }

  void run(InputStream archive) throws IOException {
    TarReader reader = new TarReader(archive);
    Optional<TarEntry> first = reader.next();
    if (first.isEmpty()) {
      throw Failure.of(ExitCode.FAILED, "The instance sent nothing.");
    }
    if (first.get().kind() == TarEntry.Kind.DIRECTORY) {
      Files.createDirectory(root);
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        entry(next.get(), reader);
      }
    } else if (first.get().kind() == TarEntry.Kind.FILE) {
      file(root, first.get(), reader);
      reader
          .next()
          .ifPresent(more -> {
            throw refused(more, "only one file was asked for");
          });
    } else {
      throw refused(first.get(), "it is neither a file nor a directory");
    }
  }

  private void entry(TarEntry entry, TarReader reader) throws IOException {
    List<String> names = names(entry, entry.name());
    if (names.isEmpty()) {
      return; // The root once more.
    }
    Path path = within(names);
    requireDirectories(entry, names);
    try {
      switch (entry.kind()) {
        case DIRECTORY -> directory(entry, path);
        case FILE -> file(path, entry, reader);
        case SYMBOLIC_LINK -> symbolicLink(entry, path, names.size() - 1);
        case HARD_LINK -> hardLink(entry, path);
        case OTHER -> throw refused(entry, "it is a device, a pipe or the like");
      }
    } catch (FileAlreadyExistsException e) {
      throw refused(entry, "it comes twice");
    }
  }

  private static void directory(TarEntry entry, Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(path);
    }
  }

  private void file(Path path, TarEntry entry, TarReader reader) throws IOException {
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      reader.transferTo(out);
    }
    bytes += entry.size();
    if (entry.executable() && !path.toFile().setExecutable(true, false)) {
      throw new IOException(path + " cannot be made executable");
    }
    long seconds = Math.min(entry.seconds(), LATEST);
    Files.setLastModifiedTime(path, FileTime.from(seconds, TimeUnit.SECONDS));
  }

  /**
   * It may climb at its beginning only, and no higher than the root: the directories above it are
   * no links, and what it then descends through leads nowhere out either.
   */
  private static void symbolicLink(TarEntry entry, Path path, int depth) throws IOException {
    String target = entry.link();
    List<String> names = Stream.of(target.split("/+")).filter(n -> !n.equals(".")).toList();
    int climbs = (int) names.stream().takeWhile(".."::equals).count();
    boolean climbsLater = names.stream().skip(climbs).anyMatch(".."::equals);
    if (target.isEmpty() || target.startsWith("/") || climbsLater || climbs > depth) {
      throw refused(entry, "it is a link that leads out, to " + target);
    }
    Files.createSymbolicLink(path, path(entry, target));
  }

  private void hardLink(TarEntry entry, Path path) throws IOException {
    List<String> names = names(entry, entry.link());
    Path existing = within(names);
    requireDirectories(entry, names);
    if (!Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(entry, "it is a link to no file of the archive, " + entry.link());
    }
    Files.createLink(path, existing);
  }

  /** The names of a relative path that does not climb. */
  private static List<String> names(TarEntry entry, String path) {
    if (path.isEmpty() || path.startsWith("/") || path.indexOf('\0') >= 0 || path.contains("\\")) {
      throw refused(entry, "its name is no relative path");
    }
    List<String> names =
        Stream.of(path.split("/+")).filter(name -> !name.isEmpty() && !name.equals(".")).toList();
    if (names.contains("..")) {
      throw refused(entry, "its name climbs out with '..'");
    }
    return names;
  }

  private Path within(List<String> names) {
    try {
      return root.resolve(String.join("/", names));
    } catch (InvalidPathException e) {
      throw Failure.of(
          ExitCode.FAILED, "A file's name cannot be written here: " + String.join("/", names));
    }
  }

  private static Path path(TarEntry entry, String target) {
    try {
      return Path.of(target);
    } catch (InvalidPathException e) {
      throw refused(entry, "it is a link to what is no path");
    }
  }

  /** What it stands in came before, as directories: a link in their place would lead elsewhere. */
  private void requireDirectories(TarEntry entry, List<String> names) {
    for (int depth = 1; depth < names.size(); depth++) {
      if (!Files.isDirectory(within(names.subList(0, depth)), LinkOption.NOFOLLOW_LINKS)) {
        throw refused(entry, "it is not in a directory of the archive");
      }
    }
  }

  private static Failure refused(TarEntry entry, String why) {
    return Failure.of(
        ExitCode.FAILED,
        "The copy was refused, and nothing of it kept: '" + entry.name() + "': " + why + ".");
  }
}
