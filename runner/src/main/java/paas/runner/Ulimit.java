package paas.runner;

import java.util.regex.Pattern;

/**
 * A limit that the kernel holds each process of a container to, see getrlimit(2).
 *
 * @param name as the engine names it: nofile
 * @param soft what holds until the process raises it; {@link #UNLIMITED} for none
 * @param hard what it may be raised to
 */
public record Ulimit(String name, long soft, long hard) {
  /** Docker's word for no limit. */
  public static final long UNLIMITED = -1;

  private static final Pattern NAME = Pattern.compile("[a-z]{2,16}");

  public Ulimit {
    Grammar.require(NAME, name, "a limit");
    if (soft < UNLIMITED || hard < UNLIMITED || (hard != UNLIMITED && above(soft, hard))) {
      throw new IllegalArgumentException("Not limits of " + name + ": " + soft + ":" + hard);
    }
  }

  private static boolean above(long soft, long hard) {
    return soft == UNLIMITED || soft > hard;
  }

  /** As {@code docker run --ulimit} takes it. */
  @Override
  public String toString() {
    return name + "=" + soft + ":" + hard;
  }
}
