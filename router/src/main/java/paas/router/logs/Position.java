package paas.router.logs;

/**
 * How far an {@link Origin} was read, in words that only its reader understands; at most 128
 * characters.
 */
public record Position(String value) {
  static final int LONGEST = 128;

  public Position {
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A position has at most 128 characters, not " + value.length());
    }
  }
}
