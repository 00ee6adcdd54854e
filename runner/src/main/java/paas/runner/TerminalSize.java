package paas.runner;

/** A terminal's window, in characters. */
public record TerminalSize(int columns, int rows) {
  private static final int MOST = 10_000;

  public TerminalSize {
    if (columns < 1 || rows < 1 || columns > MOST || rows > MOST) {
      throw new IllegalArgumentException("Not a terminal size: " + columns + "x" + rows);
    }
  }
}
