package paas.runner.docker;

/**
 * What some files take of their disk, in bytes.
 *
 * @param all false where more may be there than was seen
 */
record FileSum(long bytes, boolean all) {
  /** Of a file, an empty one included: the disk has so many files only. */
  static final long LEAST = 4096;

  /** stat(2): blocks are counted so, whatever the file system has. */
  private static final long BLOCK = 512;

  /**
   * XFS keeps up to twice of what a growing file has behind its end, and takes it back later; that
   * is not what anybody wrote. A third still counts, as an app may have such room kept on purpose.
   */
  private static final long KEPT = 3;

  /**
   * What one file takes.
   *
   * @param blocks as stat(2) has it
   * @param size to its end, holes included
   */
  static long taken(long blocks, long size) {
    long taken = blocks * BLOCK;
    return Math.max(LEAST, Math.min(taken, Math.max(size + LEAST, taken / KEPT)));
  }
}
