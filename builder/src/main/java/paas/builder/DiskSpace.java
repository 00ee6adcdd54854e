package paas.builder;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import paas.builder.fault.BuildFault;

/** Refuses a build early when the disk is low, and words the fault of one that filled it. */
final class DiskSpace {
  private static final String ADVICE =
      "Free space on the server (old images: docker image ls; logs; backups), then push again.";

  private DiskSpace() {}

  static void check(Path folder, long minimumFree) throws BuildFault, IOException {
    FileStore store = Files.getFileStore(folder);
    long free = store.getUsableSpace();
    if (free < minimumFree) {
      throw new BuildFault(
          "prepare",
          String.format(
              Locale.ROOT,
              "The server's disk is low: %d MB free, a build needs %d MB.",
              free >> 20,
              minimumFree >> 20),
          ADVICE);
    }
  }

  /** Of a build that was stopped before the disk was full. */
  static BuildResult.Failed taken(long reserve) {
    return new BuildResult.Failed(
        "build",
        "The build was stopped: it left less than %,d MB free on the server's disk."
            .formatted(reserve >> 20),
        "Let it write less, or free space (old images: docker image ls; logs; backups); then push again.");
  }

  /**
   * Refuses an image that was made elsewhere where so many bytes of it would take of the reserve.
   */
  static void requireRoom(DiskReserve reserve, long bytes) throws BuildFault {
    if (!reserve.bears(bytes)) {
      throw new BuildFault(
          "image",
          String.format(
              Locale.ROOT,
              "The server's disk has no room for this image: it would leave less than %,d MB free.",
              reserve.bytes() >> 20),
          "Make it smaller, or free space on the server (old images: docker image ls; logs;"
              + " backups); then send it again.");
    }
  }

  static BuildFault full(String phase) {
    return new BuildFault(
        phase, "The server's disk became full during the build; nothing of it was kept.", ADVICE);
  }

  /** Whether an exception, or one that caused it, says that the disk is full. */
  static boolean full(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.contains("No space left on device")) {
        return true;
      }
    }
    return false;
  }
}
