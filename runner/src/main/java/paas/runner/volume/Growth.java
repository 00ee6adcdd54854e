package paas.runner.volume;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import paas.runner.VolumeFailed;

/**
 * Gives the file system of a volume more room in a way that a kill at any moment leaves whole. One
 * that is mounted is grown by the kernel, which journals it. One at rest is copied and its copy
 * grown, and takes the place of the file in one step: whatever program a kill orphans writes to the
 * copy only. Its caller sees to it that nobody mounts or unmounts it meanwhile.
 */
final class Growth {
  /** ext4 leaves out a last group of blocks that is too small for its own tables. */
  private static final long LEFT_OUT = 4L << 20;

  private final HostTool tool;
  private final String purpose;
  private final Path file;

  Growth(HostTool tool, String purpose, Path file) {
    this.tool = tool;
    this.purpose = purpose;
    this.file = file;
  }

  /** Nothing is to be done: its file and its file system, on this device, are as large. */
  boolean isDone(String device, long bytes) throws IOException {
    long now = size(device);
    if (now > bytes) {
      throw new VolumeFailed(
          "%s failed: an attempt that was cut off gave it %,d MB already, and it does not shrink. Ask for that, or for more."
              .formatted(purpose, now >> 20),
          new IllegalStateException("larger"));
    }
    return Files.size(file) >= bytes && now > bytes - LEFT_OUT;
  }

  /** Of the file system, in bytes, as dumpe2fs(8) prints its superblock. */
  private long size(String device) {
    String said = tool.run(purpose, "dumpe2fs", "-h", device);
    return number(said, "Block count:") * number(said, "Block size:");
  }

  private long number(String said, String field) {
    return said.lines()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.substring(field.length()).strip()))
        .findFirst()
        .orElseThrow(() ->
            new VolumeFailed(
                purpose + " failed: dumpe2fs does not tell its '" + field + "'",
                new IllegalStateException(field)));
  }

  /** What cannot grow gives back the room that it took. */
  void mounted(String device, long bytes) throws IOException {
    long room = Files.size(file);
    long before = size(device);
    try {
      tool.run(purpose, "fallocate", "-l", Long.toString(bytes), file.toString());
      tool.run(purpose, "losetup", "-c", device);
    } catch (VolumeFailed e) {
      giveBack(device, room, before);
      throw e;
    }
    // One that does not end may still be at work in the kernel: then the room stays.
    HostTool.Ended ended = tool.end(purpose, "resize2fs", device, kibibytes(bytes));
    if (ended.code() != 0) {
      giveBack(device, room, before);
      throw HostTool.failed(purpose, "resize2fs", ended);
    }
  }

  /** Not where the file system has begun to use it. */
  private void giveBack(String device, long room, long before) throws IOException {
    if (size(device) == before) {
      cut(file, room);
      tool.run(purpose, "losetup", "-c", device);
    }
  }

  /** {@code copy} is gone afterwards, whatever happens. */
  void atRest(Path copy, long bytes) throws IOException {
    Files.deleteIfExists(copy);
    try {
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      tool.run(purpose, "fallocate", "-l", Long.toString(bytes), copy.toString());
      Check.full(tool, purpose, copy);
      tool.run(purpose, "resize2fs", copy.toString(), kibibytes(bytes));
      cut(copy, bytes);
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel directory = FileChannel.open(file.getParent())) {
        directory.force(true);
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** As resize2fs(8) reads it. Without a size it would take all that the file has. */
  private static String kibibytes(long bytes) {
    return (bytes >> 10) + "K";
  }

  /** No file system may reach beyond that. */
  private static void cut(Path image, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
      channel.force(true);
    }
  }
}
