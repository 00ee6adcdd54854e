package paas.router.control.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from another that took its place. An inode's number alone does not: it is given
 * again once its file is gone.
 */
record FileMark(@Nullable Object inode, FileTime changed, long bytes) {
  /** Of no file. */
  static final FileMark NONE = new FileMark(null, FileTime.fromMillis(0), 0);

  static FileMark of(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileMark(found.fileKey(), found.lastModifiedTime(), found.size());
    } catch (NoSuchFileException e) {
      return NONE;
    }
  }
}
