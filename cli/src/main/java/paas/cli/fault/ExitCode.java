package paas.cli.fault;

import java.util.Locale;

/** The catalogue of exit codes: scripts rely on these numbers, so they never change meaning. */
public enum ExitCode {
  OK(0, "the command did what was asked"),
  FAILED(1, "the platform carried it out and it failed: a roll-out, a build"),
  USAGE(2, "the command line is wrong"),
  UNAUTHORIZED(3, "no token, or one that the platform does not know"),
  FORBIDDEN(4, "the account may not do this"),
  NOT_FOUND(5, "no such app, release, domain, …"),
  CONFLICT(6, "something else is in the way: a name taken, a build running"),
  INVALID(7, "the platform refused the request as wrong"),
  RATE_LIMITED(8, "too many requests"),
  UNAVAILABLE(9, "the platform cannot be reached, or is not ready"),
  SERVER_ERROR(10, "the platform itself failed"),
  INTERNAL(70, "a bug in paas"),
  INTERRUPTED(130, "Ctrl-C"),
  BROKEN_PIPE(141, "whoever read the output has gone");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  /** The exit code for an API error: by its id, or by the HTTP status when the id is a new one. */
  public static ExitCode of(String errorId, int status) {
    return switch (errorId.toLowerCase(Locale.ROOT)) {
      case "unauthorized" -> UNAUTHORIZED;
      case "forbidden", "suspended", "two_factor", "delinquent" -> FORBIDDEN;
      case "not_found", "gone" -> NOT_FOUND;
      case "conflict" -> CONFLICT;
      case "bad_request",
          "invalid_params",
          "verification_needed",
          "not_acceptable",
          "requested_range_not_satisfiable" ->
          INVALID;
      case "rate_limit" -> RATE_LIMITED;
      case "unavailable", "service_unavailable" -> UNAVAILABLE;
      case "internal_server_error" -> SERVER_ERROR;
      default -> ofStatus(status);
    };
  }

  private static ExitCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 402, 403 -> FORBIDDEN;
      case 404, 410 -> NOT_FOUND;
      case 409 -> CONFLICT;
      case 429 -> RATE_LIMITED;
      case 502, 503, 504 -> UNAVAILABLE;
      default -> status < 500 ? INVALID : SERVER_ERROR;
    };
  }
}
