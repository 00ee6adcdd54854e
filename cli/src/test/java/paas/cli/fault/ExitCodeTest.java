package paas.cli.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void numbersNeverChange() {
    StringBuilder table = new StringBuilder();
    for (ExitCode code : ExitCode.values()) {
      table.append(code).append(' ').append(code.number()).append('\n');
    }
    assertEquals(
        """
        OK 0
        FAILED 1
        USAGE 2
        UNAUTHORIZED 3
        FORBIDDEN 4
        NOT_FOUND 5
        CONFLICT 6
        INVALID 7
        RATE_LIMITED 8
        UNAVAILABLE 9
        SERVER_ERROR 10
        INTERNAL 70
        INTERRUPTED 130
        BROKEN_PIPE 141
        """,
        table.toString());
  }

  @Test
  void everyErrorIdOfTheApiHasItsExitCode() {
    StringBuilder table = new StringBuilder();
    List<String> ids =
        List.of(
            "bad_request 400",
            "unauthorized 401",
            "delinquent 402",
            "forbidden 403",
            "suspended 403",
            "two_factor 403",
            "not_found 404",
            "not_acceptable 406",
            "conflict 409",
            "gone 410",
            "too_large 413",
            "requested_range_not_satisfiable 416",
            "invalid_params 422",
            "verification_needed 422",
            "rate_limit 429",
            "internal_server_error 500",
            "service_unavailable 503");
    for (String line : ids) {
      String[] parts = line.split(" ", -1);
      ExitCode code = ExitCode.of(parts[0], Integer.parseInt(parts[1]));
      table.append(line).append(' ').append(code.number()).append('\n');
    }
    assertEquals(
        """
        bad_request 400 7
        unauthorized 401 3
        delinquent 402 4
        forbidden 403 4
        suspended 403 4
        two_factor 403 4
        not_found 404 5
        not_acceptable 406 7
        conflict 409 6
        gone 410 5
        too_large 413 7
        requested_range_not_satisfiable 416 7
        invalid_params 422 7
        verification_needed 422 7
        rate_limit 429 8
        internal_server_error 500 10
        service_unavailable 503 9
        """,
        table.toString());
  }

  @Test
  void anUnknownIdIsJudgedByItsStatus() {
    assertEquals(ExitCode.UNAUTHORIZED, ExitCode.of("novel", 401));
    assertEquals(ExitCode.UNAVAILABLE, ExitCode.of("", 502));
    assertEquals(ExitCode.INVALID, ExitCode.of("", 418));
    assertEquals(ExitCode.SERVER_ERROR, ExitCode.of("", 500));
  }
}
