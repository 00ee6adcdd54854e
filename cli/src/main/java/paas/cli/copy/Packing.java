package paas.cli.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import paas.cli.tar.TarWriter;

/**
 * Packs a file, or a directory with all that is in it, as {@code content}, and an entry after it
 * which says that nothing is missing.
 */
final class Packing {
  private static final String CONTENT = "content";
  private static final String END = "whole";

  private final Path source;
  private long bytes;

  Packing(Path source) {
    this.source = source;
  }

  /** How much the files hold. */
  long bytes() {
    return bytes;
  }

  /** Closes the stream. Sockets, pipes and devices are left out. */
  void writeTo(OutputStream out) throws IOException {
    try (TarWriter tar = new TarWriter(out)) {
      Path real = source.toRealPath();
      if (Files.isDirectory(real)) {
        tree(real, tar);
      } else {
        file(CONTENT, real, tar);
      }
      tar.directory(END);
    }
  }

  private void tree(Path root, TarWriter tar) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            tar.directory(name(root, at));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isSymbolicLink()) {
              tar.link(name(root, file), Files.readSymbolicLink(file).toString());
            } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
              file(name(root, file), file, tar);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String name(Path root, Path at) {
    String below = root.relativize(at).toString().replace('\\', '/');
    return below.isEmpty() ? CONTENT : CONTENT + "/" + below;
  }

  private void file(String name, Path file, TarWriter tar) throws IOException {
    tar.file(name, file, Files.isExecutable(file));
    bytes += Files.size(file);
  }
}
