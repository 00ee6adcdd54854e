package paas.router.logs;

import java.util.Optional;

/**
 * A line's place in its stream, growing by one with each line; what a client sends back as {@code
 * Last-Event-ID}.
 */
public record LineId(long value) implements Comparable<LineId> {
  public LineId {
    if (value < 0) {
      throw new IllegalArgumentException("A line id is not negative: " + value);
    }
  }

  /**
   * Reads what {@link #toString} wrote; empty for anything else, as clients send what they like.
   */
  public static Optional<LineId> parse(String text) {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(new LineId(Long.parseLong(text)));
  }

  @Override
  public int compareTo(LineId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
