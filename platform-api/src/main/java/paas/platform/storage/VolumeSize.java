package paas.platform.storage;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** How much of the disk a volume takes, in MiB; its file system needs a little of that itself. */
public record VolumeSize(long mebibytes) {
  /** Less is hardly more than a file system's own bookkeeping. */
  private static final long LEAST = 16;

  private static final long MOST = 16L << 20;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,8})(mb?|gb?|tb?)");

  public VolumeSize {
    if (mebibytes < LEAST || mebibytes > MOST) {
      throw Rejected.invalid(
          "A volume has 16m to 16t, not %dm. For example: --size 1g".formatted(mebibytes));
    }
  }

  /** Such as {@code 1g} or {@code 512m}. */
  public static VolumeSize parse(String given) {
    Matcher matcher = FORM.matcher(given.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      String cut = given.length() > 40 ? given.substring(0, 40) + "…" : given;
      throw Rejected.invalid(
          "'%s' is no size of a volume: write it as 512m, 1g or 2t."
              .formatted(cut.replaceAll("\\p{Cntrl}", "?")));
    }
    long number = Long.parseLong(matcher.group(1));
    return new VolumeSize(
        switch (matcher.group(2).charAt(0)) {
          case 'm' -> number;
          case 'g' -> number << 10;
          default -> number << 20;
        });
  }

  public long bytes() {
    return mebibytes << 20;
  }

  /** As {@link #parse} reads it, in the largest unit that fits. */
  @Override
  public String toString() {
    if (mebibytes % (1 << 20) == 0) {
      return (mebibytes >> 20) + "t";
    }
    return mebibytes % (1 << 10) == 0 ? (mebibytes >> 10) + "g" : mebibytes + "m";
  }
}
