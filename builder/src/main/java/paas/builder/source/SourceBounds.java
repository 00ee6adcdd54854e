package paas.builder.source;

/** How much a source tree may hold: bytes of all files together, and number of entries. */
public record SourceBounds(long bytes, int entries) {
  /** Longest path, in bytes; Linux's PATH_MAX. */
  static final int PATH = 4096;

  /** Longest name between two slashes, in bytes; Linux's NAME_MAX. */
  static final int NAME = 255;

  /** What a tar of such a tree can take, headers and padding included. */
  long tarBytes() {
    return bytes + 3L * 512 * entries + (1 << 20);
  }
}
