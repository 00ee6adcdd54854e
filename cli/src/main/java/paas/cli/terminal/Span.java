package paas.cli.terminal;

/** A piece of text with its style; the text is neutralised when it is shown, never before. */
public record Span(Style style, String text) {
  public static Span of(String text) {
    return new Span(Style.PLAIN, text);
  }
}
