package paas.platform.formation;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/**
 * As whom the processes of a type run: {@code auto} is the image's user, and one without rights
 * where that is root; {@code image} is the image's user, even root; or the number of a user.
 */
public record RunAs(String text) {
  /** Not 0, and below what the kernel keeps for nobody. */
  private static final Pattern UID = Pattern.compile("[1-9][0-9]{0,4}");

  private static final int MOST = 65_533;

  public static final RunAs AUTO = new RunAs("auto");
  public static final RunAs IMAGE = new RunAs("image");

  public RunAs {
    boolean uid = UID.matcher(text).matches() && Integer.parseInt(text) <= MOST;
    if (!uid && !text.equals("auto") && !text.equals("image")) {
      String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
      throw Rejected.invalid(
          "'%s' is no user to run as: choose auto (unprivileged), image (as the image says, even root) or a number from 1 to 65533."
              .formatted(cut.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  public static RunAs parse(String given) {
    return new RunAs(given.strip().toLowerCase(Locale.ROOT));
  }

  public Optional<Integer> uid() {
    return equals(AUTO) || equals(IMAGE) ? Optional.empty() : Optional.of(Integer.parseInt(text));
  }

  @Override
  public String toString() {
    return text;
  }
}
