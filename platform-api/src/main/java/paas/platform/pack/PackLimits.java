package paas.platform.pack;

/** What one pack from outside may bring at most, in bytes and objects. */
public final class PackLimits {
  public static final long PACK = 1L << 30;

  /** One file. */
  public static final long OBJECT = 100L << 20;

  /** A commit, a tag, or the list of a directory: these are read into the heap. */
  public static final int NO_BLOB = 16 << 20;

  /** JGit keeps the index of each pack in the heap, with 28 bytes for each object. */
  static final long OBJECTS = 2_000_000;

  private PackLimits() {}
}
