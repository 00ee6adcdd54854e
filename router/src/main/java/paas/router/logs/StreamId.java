package paas.router.logs;

import java.util.regex.Pattern;

/**
 * Names one stream of lines, and its directory on disk: the app's uuid. An id is never used again
 * after {@link LogRouter#delete}.
 */
public record StreamId(String value) {
  private static final Pattern GRAMMAR = Pattern.compile("[0-9a-z][0-9a-z-]{0,63}");

  public StreamId {
    if (!fits(value)) {
      throw new IllegalArgumentException(
          "Stream id '" + value + "' is not 1 to 64 characters of a-z, 0-9 and '-'");
    }
  }

  static boolean fits(String value) {
    return GRAMMAR.matcher(value).matches();
  }
}
