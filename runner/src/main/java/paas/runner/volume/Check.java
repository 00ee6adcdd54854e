package paas.runner.volume;

import java.nio.file.Path;

/** Has e2fsck(8) look at a file system that is not mounted, and mend what needs no decision. */
final class Check {
  /** 0 is clean, 1 is mended. */
  private static final int MENDED = 1;

  private Check() {}

  /**
   * Only where it was not unmounted well. One that a kill of the platform left at work is waited
   * for: two of them, or it and the kernel, would write to one file.
   */
  static void quick(HostTool tool, String purpose, Path file) {
    String name = file.toString();
    require(purpose, tool.end(purpose, "flock", "--no-fork", name, "e2fsck", "-p", name));
  }

  /** In any case, as resize2fs asks for. */
  static void full(HostTool tool, String purpose, Path file) {
    require(purpose, tool.end(purpose, "e2fsck", "-f", "-p", file.toString()));
  }

  private static void require(String purpose, HostTool.Ended check) {
    if (check.code() > MENDED) {
      throw HostTool.failed(purpose, "e2fsck", check);
    }
  }
}
