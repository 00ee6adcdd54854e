package paas.platform.formation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import paas.platform.fault.Rejected;

/**
 * What the kernel holds each process of a type to, in one respect: {@code nofile=1024:65536}.
 *
 * @param soft what holds until the process raises it; -1 is no limit
 * @param hard what it may be raised to
 */
public record Ulimit(Kind kind, long soft, long hard) {
  /** Those that concern nobody but the process: others count over all apps, or give it rights. */
  public enum Kind {
    CORE(0, true),
    FSIZE(0, true),
    MEMLOCK(0, true),
    /** With fewer the engine cannot even start a process. */
    NOFILE(64, false),
    /** In bytes; with less a program's arguments may not fit. */
    STACK(256 << 10, true);

    private final long least;
    private final boolean endless;

    Kind(long least, boolean endless) {
      this.least = least;
      this.endless = endless;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Kind> find(String name) {
      return Arrays.stream(values()).filter(kind -> kind.toString().equals(name)).findFirst();
    }
  }

  public static final long UNLIMITED = -1;

  private static final String ENDLESS = "unlimited";
  private static final String VALUE = "([0-9]{1,15}|-1|" + ENDLESS + ")";
  private static final Pattern FORM =
      Pattern.compile("([a-z]{1,16})=" + VALUE + "(?::" + VALUE + ")?");

  public Ulimit {
    require(kind, soft);
    require(kind, hard);
    if (size(soft) > size(hard)) {
      throw Rejected.invalid(
          "%s cannot be %s at first and %s at most: write the smaller one first, SOFT:HARD."
              .formatted(kind, shown(soft), shown(hard)));
    }
  }

  private static void require(Kind kind, long value) {
    if (value == UNLIMITED ? !kind.endless : value < kind.least) {
      throw Rejected.invalid(
          "%s cannot be %s: choose %d or more%s."
              .formatted(kind, shown(value), kind.least, kind.endless ? ", or unlimited" : ""));
    }
  }

  /** Such as {@code nofile=65536} for both, or {@code nofile=1024:65536}. */
  static Ulimit parse(String given) {
    Matcher matcher = FORM.matcher(given.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw Rejected.invalid(
          "'%s' is no limit: write NAME=SOFT:HARD, such as nofile=65536:65536, or one number for both; several with commas."
              .formatted(excerpt(given)));
    }
    long soft = number(matcher.group(2));
    Optional<String> hard = Optional.ofNullable(matcher.group(3));
    return new Ulimit(kind(matcher.group(1)), soft, hard.map(Ulimit::number).orElse(soft));
  }

  private static Kind kind(String name) {
    return Kind.find(name)
        .orElseThrow(() ->
            Rejected.invalid(
                name.equals("nproc")
                    ? "nproc cannot be set: the kernel counts it over all apps together. The processes of an instance are limited by its size: paas ps:type web=512m:256pids."
                    : "There is no limit '%s' to set: choose %s."
                        .formatted(
                            name,
                            Arrays.stream(Kind.values())
                                .map(Kind::toString)
                                .collect(Collectors.joining(", ")))));
  }

  private static long number(String text) {
    return text.equals(ENDLESS) ? UNLIMITED : Long.parseLong(text);
  }

  private static String excerpt(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /** As a number that compares. */
  static long size(long value) {
    return value == UNLIMITED ? Long.MAX_VALUE : value;
  }

  static String shown(long value) {
    return value == UNLIMITED ? ENDLESS : Long.toString(value);
  }

  @Override
  public String toString() {
    String first = kind + "=" + shown(soft);
    return soft == hard ? first : first + ":" + shown(hard);
  }
}
