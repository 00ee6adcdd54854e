package paas.router.logs;

/**
 * Who writes into a stream and knows how far it was read: a container id, {@code router}, {@code
 * platform}.
 */
public record Origin(String value) {
  static final int LONGEST = 128;

  public Origin {
    if (value.isEmpty() || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "An origin has 1 to 128 characters, not " + value.length());
    }
  }
}
