package paas.platform.app.edge;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as people type them; empty for what is none. */
final class Amounts {
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9})([a-z]{0,2})");

  private Amounts() {}

  /** {@code 500ms}, {@code 45s}, {@code 2m}, {@code 1h}. */
  static Optional<Duration> duration(String text) {
    Matcher match = NUMBER.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Optional.of(Duration.ofMillis(number));
      case "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      default -> Optional.empty();
    };
  }

  /** {@code 500k}, {@code 10m}, {@code 1g}, in powers of 1,024. */
  static Optional<Long> bytes(String text) {
    Matcher match = NUMBER.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "k", "kb" -> Optional.of(number << 10);
      case "m", "mb" -> Optional.of(number << 20);
      case "g", "gb" -> Optional.of(number << 30);
      default -> Optional.empty();
    };
  }
}
