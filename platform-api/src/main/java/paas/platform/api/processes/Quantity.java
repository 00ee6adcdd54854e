package paas.platform.api.processes;

import java.util.regex.Pattern;
import paas.platform.fault.Rejected;
import paas.platform.formation.Formation;

/** A wanted quantity as clients write it: {@code 2}, or {@code +1} and {@code -1} from what is. */
record Quantity(int number, boolean relative) {
  private static final Pattern GRAMMAR = Pattern.compile("[+-]?[0-9]{1,4}");

  static Quantity parse(String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw Rejected.invalid("A quantity is a number such as 2, +1 or -1.");
    }
    char sign = text.charAt(0);
    return new Quantity(Integer.parseInt(text), sign == '+' || sign == '-');
  }

  /** Within the bounds, or refused. */
  int from(int current) {
    int wanted = relative ? current + number : number;
    if (wanted < 0 || wanted > Formation.MAX_QUANTITY) {
      throw Rejected.invalid(
          "Cannot scale to " + wanted + ": choose 0 to " + Formation.MAX_QUANTITY + ".");
    }
    return wanted;
  }
}
