package paas.router.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts lines that are longer than the bound into several, never inside a character. */
final class LineSplitter {
  private static final int MOST_BYTES_PER_CHAR = 3; // UTF-8 of one UTF-16 unit

  private LineSplitter() {}

  static List<LogLine> split(List<LogLine> lines, int bound) {
    if (lines.stream().allMatch(line -> fits(line.text(), bound))) {
      return lines;
    }
    List<LogLine> all = new ArrayList<>(lines.size() + 8);
    lines.forEach(line -> cut(line, bound, all));
    return all;
  }

  private static boolean fits(String text, int bound) {
    return text.length() <= bound / MOST_BYTES_PER_CHAR
        || (text.length() <= bound && text.getBytes(StandardCharsets.UTF_8).length <= bound);
  }

  private static void cut(LogLine line, int bound, List<LogLine> to) {
    byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
    int start = 0;
    while (bytes.length - start > bound) {
      int end = start + bound;
      while (isInsideCharacter(bytes[end])) {
        end--;
      }
      to.add(line.withText(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
      start = end;
    }
    to.add(line.withText(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8)));
  }

  /** UTF-8 continuation bytes are 10xxxxxx (RFC 3629, section 3). */
  private static boolean isInsideCharacter(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
