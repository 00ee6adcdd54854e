package paas.platform.manifest;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** What a cron job is called within its app: {@code [a-z0-9][a-z0-9-]{0,28}[a-z0-9]}. */
public record CronName(String value) {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?");

  /** Leaves room for the number that tells two of the same command apart. */
  private static final int FROM_COMMAND = 20;

  public CronName {
    if (!GRAMMAR.matcher(value).matches()) {
      throw Rejected.invalid(
          "'"
              + Spot.shown(value)
              + "' cannot name a cron job: use up to 30 lower-case letters, digits and dashes.");
    }
  }

  /** {@code rake-report} for {@code rake report}; a number follows where that is taken. */
  static CronName of(String command, Set<CronName> taken) {
    String start = command.length() > 200 ? command.substring(0, 200) : command;
    String words = start.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = wholeWords(words).replaceAll("^-|-$", "");
    return new CronName(trimmed.isEmpty() ? "job" : trimmed).apartFrom(taken);
  }

  /** As many words as fit; a single long one is cut. */
  private static String wholeWords(String words) {
    if (words.length() <= FROM_COMMAND) {
      return words;
    }
    int end = words.lastIndexOf('-', FROM_COMMAND);
    return words.substring(0, end > 0 ? end : FROM_COMMAND);
  }

  /** This one, or with the first number that none of the others has. */
  public CronName apartFrom(Set<CronName> taken) {
    CronName name = this;
    for (int number = 2; taken.contains(name); number++) {
      String cut = value.length() > FROM_COMMAND ? value.substring(0, FROM_COMMAND) : value;
      name = new CronName(cut + "-" + number);
    }
    return name;
  }

  @Override
  public String toString() {
    return value;
  }
}
