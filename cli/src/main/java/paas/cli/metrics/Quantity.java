package paas.cli.metrics;

import paas.cli.json.Json;

/** Figures short enough for a column: three digits that count, and a unit. */
final class Quantity {
  private static final String[] COUNTS = {"", "k", "M", "G", "T"};
  private static final String[] BYTES = {" B", " kB", " MB", " GB", " TB"};
  private static final int EXACT = 10_000;

  private Quantity() {}

  /** Exact up to four digits. */
  static String count(long number) {
    return number < EXACT ? Long.toString(number) : scaled((double) number, COUNTS);
  }

  static String bytes(long number) {
    return scaled((double) number, BYTES);
  }

  static String rate(String perSecond) {
    double rate = perSecond.isEmpty() ? 0 : Double.parseDouble(perSecond);
    if (rate == 0) {
      return "0";
    }
    if (rate < 0.01) {
      return "<0.01";
    }
    return rate < 1 ? decimal(rate, 100) : scaled(rate, COUNTS);
  }

  /** Empty where nothing was timed. */
  static String millis(Json millis) {
    if (millis.found().isEmpty()) {
      return "";
    }
    long value = millis.number(0);
    return value < 1_000
        ? value + " ms"
        : decimal(value / 1_000.0, value < 10_000 ? 100 : 10) + " s";
  }

  static String length(long seconds) {
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }

  private static String scaled(double number, String[] units) {
    int unit = 0;
    double left = number;
    while (left >= 999.5 && unit < units.length - 1) {
      left /= 1_000;
      unit++;
    }
    boolean whole = left >= 99.95 || left == Math.rint(left);
    return (whole ? Long.toString(Math.round(left)) : decimal(left, left < 10 ? 100 : 10))
        + units[unit];
  }

  /** By hand: formatters cost tens of milliseconds at start-up. */
  private static String decimal(double number, int scale) {
    String text = Double.toString(Math.round(number * scale) / (double) scale);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
