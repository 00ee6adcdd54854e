package paas.platform.autoscale;

/** What came of judging a process type once; {@code why} has the figures that it was made on. */
public sealed interface Decision {
  String why();

  /** All is well, or nothing can be said yet. */
  record Keep(String why) implements Decision {}

  /** From now on it has another quantity. */
  record Change(int from, int to, String why) implements Decision {}

  /** It needs more and cannot have it; {@code first} since it was told last. */
  record Stuck(Limit limit, boolean first, String why) implements Decision {}

  /** What holds it back. */
  enum Limit {
    MAX,
    ROOM
  }
}
