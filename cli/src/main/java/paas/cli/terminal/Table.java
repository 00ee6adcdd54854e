package paas.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, in columns that together fit a width; the widest columns give way first, and
 * the first one, by which other commands call a row, only when no other can.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 4;

  private final List<List<Span>> rows = new ArrayList<>();
  private final int columns;

  public Table(String... headings) {
    columns = headings.length;
    List<Span> first = new ArrayList<>();
    for (String heading : headings) {
      first.add(Style.DIM.span(heading));
    }
    rows.add(first);
  }

  /** Adds a row of as many cells as there are headings. */
  public Table row(Span... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns + " headings");
    }
    rows.add(List.of(cells));
    return this;
  }

  public Table row(String... cells) {
    Span[] spans = new Span[cells.length];
    for (int i = 0; i < cells.length; i++) {
      spans[i] = Span.of(cells[i]);
    }
    return row(spans);
  }

  /** The table as lines, none wider than that. */
  public List<String> lines(int width, boolean colour) {
    int[] widths = fit(naturalWidths(), width - GAP.length() * (columns - 1));
    List<String> lines = new ArrayList<>();
    for (List<Span> row : rows) {
      lines.add(line(row, widths, colour));
    }
    return lines;
  }

  private int[] naturalWidths() {
    int[] widths = new int[columns];
    for (List<Span> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Width.of(Neutral.line(row.get(i).text())));
      }
    }
    return widths;
  }

  private static int[] fit(int[] widths, int room) {
    long excess = -(long) room;
    for (int width : widths) {
      excess += width;
    }
    for (int widest = widest(widths); excess > 0 && widths[widest] > NARROWEST; excess--) {
      widths[widest]--;
      widest = widest(widths);
    }
    return widths;
  }

  private static int widest(int[] widths) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      boolean canGive = widths[i] > NARROWEST;
      widest = canGive && (widest == 0 || widths[i] >= widths[widest]) ? i : widest;
    }
    return widest;
  }

  private static String line(List<Span> row, int[] widths, boolean colour) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = Width.fit(Neutral.line(row.get(i).text()), widths[i]);
      line.append(i == 0 ? "" : GAP).append(row.get(i).style().paint(text, colour));
      line.append(i + 1 < widths.length ? " ".repeat(widths[i] - Width.of(text)) : "");
    }
    return line.toString().stripTrailing();
  }
}
