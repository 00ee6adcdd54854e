package paas.cli.log;

import paas.cli.terminal.Neutral;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** Prints log lines; on a terminal each process has its colour. */
final class LogPrinter {
  private static final Style[] COLOURS = {
    Style.CYAN, Style.GREEN, Style.MAGENTA, Style.YELLOW, Style.BLUE
  };

  private final Terminal terminal;

  LogPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(String line) {
    int end = line.indexOf("]:");
    int start = line.lastIndexOf('[', Math.max(end, 0));
    if (!terminal.colour() || end < 0 || start < 0) {
      terminal.logLine(Neutral.logLine(line, terminal.colour()));
      return;
    }
    Span head = colour(line.substring(start + 1, end)).span(line.substring(0, end + 2));
    terminal.logLine(head, Neutral.logLine(line.substring(end + 2), true));
  }

  /** The platform's own lines have fixed colours; an app's processes share the rest. */
  private static Style colour(String process) {
    return switch (process) {
      case "router" -> Style.BLUE;
      case "api", "build" -> Style.DIM;
      default -> COLOURS[Math.floorMod(process.hashCode(), COLOURS.length)];
    };
  }
}
