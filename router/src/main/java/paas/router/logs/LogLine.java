package paas.router.logs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of a stream, as users know it: {@code 2026-11-20T17:16:05.109000+00:00 app[web.1]:
 * text}.
 *
 * <p>The time is cut to microseconds. A line never holds a newline: one in the text becomes a space
 * ({@link #split} makes lines of it instead). Other control characters stay; whoever prints to a
 * terminal takes them out.
 *
 * @param source who speaks: {@code app}, or the platform's own name
 * @param process which part of it: {@code web.1}, {@code router}, {@code api}, {@code build}
 */
public record LogLine(Instant time, String source, String process, String text) {
  private static final int LONGEST_NAME = 64;
  private static final Pattern LINE_END = Pattern.compile("\r?\n");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  public LogLine {
    time = time.truncatedTo(ChronoUnit.MICROS);
    source = named(source);
    process = named(process);
    text = text.replace('\n', ' ');
  }

  /**
   * One line for each line of a text; a newline at its end adds none. Longer ones than the bound
   * are cut by append.
   */
  public static List<LogLine> split(Instant time, String source, String process, String text) {
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return LINE_END
        .splitAsStream(whole)
        .map(part -> new LogLine(time, source, process, part))
        .toList();
  }

  /** The line as it is shown and sent, without a newline at its end. */
  public String format() {
    return timestamp() + " " + source + "[" + process + "]: " + text;
  }

  /** The time as lines show it: RFC 3339, in UTC, with microseconds. */
  public String timestamp() {
    return formatTime(time);
  }

  static String formatTime(Instant time) {
    return TIME.format(time);
  }

  LogLine withText(String other) {
    return new LogLine(time, source, process, other);
  }

  /** By hand and not by pattern: this runs for every captured line. */
  private static String named(String name) {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || !name.chars().allMatch(LogLine::belongsInName)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no source or process name: 1 to 64 letters, digits, '.', '_' and '-'");
    }
    return name;
  }

  private static boolean belongsInName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '.'
        || c == '-'
        || c == '_';
  }
}
