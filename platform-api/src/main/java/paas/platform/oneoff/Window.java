package paas.platform.oneoff;

import paas.runner.TerminalSize;

/** A terminal's size in characters, kept within 1 and 10,000. */
public record Window(int columns, int lines) {
  private static final int MOST = 10_000;

  public Window {
    columns = Math.clamp(columns, 1, MOST);
    lines = Math.clamp(lines, 1, MOST);
  }

  public TerminalSize size() {
    return new TerminalSize(columns, lines);
  }
}
