package paas.router.logs;

import java.time.Duration;

/**
 * Every bound of the log router, by name.
 *
 * @param lineBytes a longer line is cut into several
 * @param kept what a stream keeps on disk; the oldest file goes first
 * @param files how a stream lies on disk
 * @param read what one read of the past may return; the newest lines win
 * @param tail what a tail may have waiting for its reader; then the oldest are dropped, counted and
 *     said (L11)
 */
public record LogLimits(int lineBytes, Kept kept, Files files, Bound read, Bound tail) {

  /** A number of lines and of bytes of text; the smaller one binds. */
  public record Bound(int lines, long bytes) {}

  /**
   * Lines are dropped when older than {@code age} (plus {@link Files#span} at most), or when the
   * stream has more than {@code bytes} on disk, but not by size while that would leave fewer than
   * {@code lines}.
   */
  public record Kept(Duration age, long bytes, int lines) {}

  /**
   * How a stream lies on disk.
   *
   * @param bytes a file of this size is closed and the next one begun
   * @param span a file older than this is closed, so that age can take it
   * @param batchBytes the largest record; a larger append is refused with an exception
   * @param open files held open over all streams
   * @param origins positions kept per stream; beyond that those are forgotten that nobody used
   *     since it was opened, the longest unmoved first
   * @param sweep how often age is looked at
   */
  public record Files(
      long bytes, Duration span, int batchBytes, int open, int origins, Duration sweep) {}

  private static final long MEGABYTE = 1_000_000;

  /** 7 days or 100 MB per stream, lines cut at 10,000 bytes. */
  public static LogLimits standard() {
    return new LogLimits(
        10_000,
        new Kept(Duration.ofDays(7), 100 * MEGABYTE, 1_500),
        new Files(
            4 * MEGABYTE, Duration.ofDays(1), (int) (4 * MEGABYTE), 64, 1_024, Duration.ofHours(1)),
        new Bound(10_000, 16 * MEGABYTE),
        new Bound(10_000, 4 * MEGABYTE));
  }

  public LogLimits withKept(Kept other) {
    return new LogLimits(lineBytes, other, files, read, tail);
  }

  public LogLimits withFiles(Files other) {
    return new LogLimits(lineBytes, kept, other, read, tail);
  }

  public LogLimits withRead(Bound other) {
    return new LogLimits(lineBytes, kept, files, other, tail);
  }

  public LogLimits withTail(Bound other) {
    return new LogLimits(lineBytes, kept, files, read, other);
  }
}
