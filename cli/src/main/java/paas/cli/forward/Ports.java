package paas.cli.forward;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.cli.fault.Failure;

/**
 * {@code [LOCAL:]PORT}: a port here, and one of the instance.
 *
 * @param local 0 for any that is free
 */
record Ports(int local, int remote) {
  private static final Pattern FORM = Pattern.compile("(?:([0-9]{1,5}):)?([0-9]{1,5})");
  private static final int LAST = 65_535;

  static Ports parse(String word) {
    Matcher matcher = FORM.matcher(word);
    if (matcher.matches()) {
      int remote = Integer.parseInt(matcher.group(2));
      int local = matcher.group(1) == null ? remote : Integer.parseInt(matcher.group(1));
      if (remote >= 1 && remote <= LAST && local <= LAST) {
        return new Ports(local, remote);
      }
    }
    throw Failure.usage("Which port? For example 5432, or 15432:5432; not '" + word + "'.");
  }
}
