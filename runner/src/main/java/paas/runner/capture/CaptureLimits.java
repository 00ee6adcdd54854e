package paas.runner.capture;

import java.time.Duration;

/**
 * The bounds of the output capture, by name.
 *
 * @param lineBytes a longer line is cut into several
 * @param chunkBytes read at once, and so the bound of a batch
 * @param entryBytes the longest line of the engine's file that is read; a longer one is skipped and
 *     counted as a gap
 * @param engineFiles the {@code max-file} that containers are made with: so many files at the first
 *     look mean that earlier ones may be gone
 * @param heldFiles rotated files that are held open for one container while it writes faster than
 *     is read
 * @param poll how often a container's file is looked at; a quiet one that the kernel does not watch
 *     for us every second time
 * @param quietAfter without output for so long, a container is a quiet one
 * @param closeWait how long closing waits for a batch that is under way
 */
public record CaptureLimits(
    int lineBytes,
    int chunkBytes,
    int entryBytes,
    int engineFiles,
    int heldFiles,
    Duration poll,
    Duration quietAfter,
    Duration closeWait) {

  /**
   * Lines cut at 10,000 bytes, seen within 0.1 s, or as soon as the kernel tells for quiet
   * containers.
   */
  public static CaptureLimits standard() {
    return new CaptureLimits(
        10_000,
        128 * 1024,
        1024 * 1024,
        3,
        4,
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }
}
