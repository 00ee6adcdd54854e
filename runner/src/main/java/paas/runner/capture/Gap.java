package paas.runner.capture;

/** Output that is missing before a batch. */
public sealed interface Gap {
  /** Nothing is missing. */
  record None() implements Gap {}

  /** So many bytes of the engine's log were not readable. */
  record Bytes(long count) implements Gap {}

  /** Whole files may have rotated away unread; how much was in them nobody knows. */
  record Unknown() implements Gap {}

  static Gap none() {
    return new None();
  }

  default boolean isHole() {
    return !(this instanceof None);
  }

  /** Both holes as one. */
  default Gap plus(Gap other) {
    return switch (this) {
      case None _ -> other;
      case Unknown _ -> this;
      case Bytes mine ->
          switch (other) {
            case None _ -> this;
            case Unknown _ -> other;
            case Bytes more -> new Bytes(mine.count() + more.count());
          };
    };
  }
}
