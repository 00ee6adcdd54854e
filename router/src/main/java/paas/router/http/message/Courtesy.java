package paas.router.http.message;

import paas.router.http.Pages;

/**
 * How the router's own answer is given: in the app's own pages where it has them, and with a field
 * that says what to do next.
 *
 * @param requestId what the page says that its reader may quote
 * @param field a whole header line without its end, or empty
 * @param strict the value of {@code Strict-Transport-Security}, or empty
 */
public record Courtesy(String requestId, Pages pages, String field, CharSequence strict) {
  public static final Courtesy NONE = new Courtesy("-", Pages.NONE, "", "");

  public Courtesy with(String line) {
    return new Courtesy(requestId, pages, line, strict);
  }

  /** As strict as the app's own answers. */
  public Courtesy strictly(CharSequence value) {
    return new Courtesy(requestId, pages, field, value);
  }
}
