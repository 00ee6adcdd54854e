package paas.platform.plan;

import java.util.Optional;
import java.util.OptionalInt;
import paas.platform.fault.OneLine;

/**
 * Why an instance failed, for people: one line of bounded length, as it is kept for as long as its
 * slot waits for the next start. Begins with the instance's name, and ends with what to do.
 *
 * @param code as Heroku has them: {@code R10}, {@code R15}
 * @param exitCode of its process, if that is what failed
 */
public record Cause(String message, Optional<String> code, OptionalInt exitCode) {
  private static final int LONGEST = 2_000;

  public Cause {
    message = OneLine.of(message, LONGEST);
  }

  /** One that has but words. */
  public static Cause of(String message) {
    return new Cause(message, Optional.empty(), OptionalInt.empty());
  }
}
