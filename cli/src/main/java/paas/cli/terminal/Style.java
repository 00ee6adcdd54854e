package paas.cli.terminal;

/** The few ways in which text is set off, when colour is wanted. */
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style; the text must be neutral already. */
  String paint(String text, boolean colour) {
    return colour && this != PLAIN && !text.isEmpty()
        ? "\033[" + code + "m" + text + "\033[0m"
        : text;
  }

  public Span span(String text) {
    return new Span(this, text);
  }
}
