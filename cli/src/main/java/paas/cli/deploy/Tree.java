package paas.cli.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.git.WorkTree;
import paas.cli.tar.TarWriter;

/**
 * The files of a directory that are deployed: where git is, those that git tracks or would take;
 * elsewhere all but {@code .git}.
 */
final class Tree {
  private static final String GIT = ".git";

  private final Path directory;
  private final SortedSet<Path> files;

  private Tree(Path directory, SortedSet<Path> files) {
    this.directory = directory;
    this.files = files;
  }

  static Tree of(Path directory) {
    SortedSet<Path> files = new TreeSet<>();
    try {
      Optional<WorkTree> workTree = WorkTree.at(directory);
      if (workTree.isPresent()) {
        listed(directory, workTree.get().files(), files);
      } else {
        walk(directory, files);
      }
    } catch (IOException e) {
      throw Failure.of(
          ExitCode.FAILED, "The directory " + directory + " cannot be read: " + e.getMessage());
    }
    if (files.isEmpty()) {
      throw Failure.of(ExitCode.INVALID, "There are no files to deploy in " + directory + ".");
    }
    return new Tree(directory, files);
  }

  /** A listed directory is a repository within: a submodule, or a clone that git does not know. */
  private static void listed(Path directory, List<String> names, SortedSet<Path> files)
      throws IOException {
    for (String name : names) {
      Path file = directory.resolve(name);
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Optional<WorkTree> within = WorkTree.rootedAt(file);
        if (within.isPresent()) {
          listed(file, within.get().files(), files);
        }
      } else {
        add(file, files);
      }
    }
  }

  /** Not what git still lists but is deleted, nor sockets and the like. */
  private static void add(Path file, SortedSet<Path> files) {
    if (Files.isSymbolicLink(file) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      files.add(file);
    }
  }

  private static void walk(Path directory, SortedSet<Path> files) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            return at.endsWith(GIT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.endsWith(GIT)) {
              add(file, files);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  int size() {
    return files.size();
  }

  void writeTarGz(OutputStream out) throws IOException {
    try (TarWriter tar = new TarWriter(new GZIPOutputStream(out, 64 * 1024))) {
      for (Path file : files) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        if (Files.isSymbolicLink(file)) {
          tar.link(name, Files.readSymbolicLink(file).toString());
        } else {
          tar.file(name, file, Files.isExecutable(file));
        }
      }
    }
  }
}
