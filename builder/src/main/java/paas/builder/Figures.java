package paas.builder;

import java.time.Duration;
import java.util.Map;

/** Figures among the platform's settings; one that is out of bounds is refused by name. */
record Figures(Map<String, String> settings) {
  private static final long MOST_MEGABYTES = 9_999_999;
  private static final long MOST_SECONDS = 7 * 24 * 3600;
  private static final long MOST_BUILDS = 64;

  /** Given in MB, from 64 on; returned in bytes. */
  long megabytes(String name, String what, long usualBytes) {
    return number(name, what + " in MB", 64, MOST_MEGABYTES, usualBytes >> 20) << 20;
  }

  Duration seconds(String name, String what, Duration usual) {
    return Duration.ofSeconds(
        number(name, what + " in seconds", 10, MOST_SECONDS, usual.toSeconds()));
  }

  int count(String name, String what, int usual) {
    return (int) number(name, what, 1, MOST_BUILDS, usual);
  }

  /** With up to two decimals. */
  double cpus(String name, String what, double usual) {
    String text = settings.getOrDefault(name, "");
    if (text.isEmpty()) {
      return usual;
    }
    if (!text.matches("\\d{1,3}(\\.\\d{1,2})?") || Double.parseDouble(text) < 0.1) {
      throw new IllegalArgumentException(
          name + " is " + what + ", such as 2 or 0.5, at least 0.1, not '" + text + "'");
    }
    return Double.parseDouble(text);
  }

  private long number(String name, String what, long least, long most, long usual) {
    String text = settings.getOrDefault(name, "");
    if (text.isEmpty()) {
      return usual;
    }
    long number = text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          name + " is " + what + ", from " + least + " to " + most + ", not '" + text + "'");
    }
    return number;
  }
}
