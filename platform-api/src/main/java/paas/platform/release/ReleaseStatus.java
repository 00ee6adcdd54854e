package paas.platform.release;

/**
 * Where a release stands.
 *
 * <pre>
 *   Recorded ──► Preparing (release phase) ──► Rolling ──► Succeeded
 *       └────────────┴────────────────────────────┴─────► Failed(why)
 * </pre>
 */
public sealed interface ReleaseStatus {
  /** The intent is stored; nothing was done yet. */
  record Recorded() implements ReleaseStatus {}

  /** Its release phase runs. Not repeatable: a kill here fails the release. */
  record Preparing() implements ReleaseStatus {}

  /** Its instances are being started beside the old ones. */
  record Rolling() implements ReleaseStatus {}

  /** It went live; it may have been replaced since. */
  record Succeeded() implements ReleaseStatus {}

  /**
   * It never went live; the former release kept serving.
   *
   * @param aborted nothing was wrong with it: somebody ended its canary
   */
  record Failed(String why, boolean aborted) implements ReleaseStatus {
    /** Something was wrong with it. */
    public Failed(String why) {
      this(why, false);
    }

    /** Somebody ended its canary. */
    public static Failed abortedBy(String user) {
      return new Failed("its canary was aborted by user " + user + ".", true);
    }
  }

  default boolean pending() {
    return switch (this) {
      case Recorded r -> true;
      case Preparing p -> true;
      case Rolling r -> true;
      case Succeeded s -> false;
      case Failed f -> false;
    };
  }
}
