package paas.cli.fault;

import java.util.Optional;

/**
 * The end of a command that did not work: what the user is told, what to do next, and the exit
 * code.
 */
public final class Failure extends RuntimeException {
  private final ExitCode exitCode;
  private final String explanation;
  private final Optional<String> advice;

  private Failure(ExitCode exitCode, String message, Optional<String> advice) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.explanation = message;
    this.advice = advice;
  }

  public static Failure of(ExitCode exitCode, String message) {
    return new Failure(exitCode, message, Optional.empty());
  }

  public static Failure of(ExitCode exitCode, String message, String advice) {
    return new Failure(exitCode, message, Optional.of(advice));
  }

  /** The command line is wrong. */
  public static Failure usage(String message) {
    return of(ExitCode.USAGE, message);
  }

  /** The same, with what to do about it. */
  public static Failure usage(String message, String advice) {
    return of(ExitCode.USAGE, message, advice);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String explanation() {
    return explanation;
  }

  /** What to do next. */
  public Optional<String> advice() {
    return advice;
  }
}
