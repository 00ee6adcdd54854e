package paas.cli.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How long something took, as people read it. */
public final class Took {
  private Took() {}

  /** "12 s", "3 min 4 s"; absent when a timestamp is none in UTC, or they are the wrong way. */
  public static Optional<String> between(String from, String to) {
    try {
      Duration took = Duration.between(Ago.parse(from), Ago.parse(to));
      return took.isNegative() ? Optional.empty() : Optional.of(text(took.toSeconds()));
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** "0.21 s" below ten seconds, then as between two moments. */
  public static String of(Duration took) {
    return took.toSeconds() < 10
        ? String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1000.0)
        : text(took.toSeconds());
  }

  private static String text(long seconds) {
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}
