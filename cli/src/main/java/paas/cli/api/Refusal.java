package paas.cli.api;

import java.util.Optional;
import paas.cli.credentials.Credentials;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.http.Response;
import paas.cli.json.Json;
import paas.cli.json.JsonReader;
import paas.cli.json.JsonSyntaxException;

/** Turns an error answer of the API into what the user is told. */
final class Refusal {
  private Refusal() {}

  /** Of the server at {@code url}, which the credentials may have been sent to. */
  static Failure of(String url, Response response, Credentials credentials) {
    Json error = parse(response.text());
    int status = response.status();
    ExitCode code = ExitCode.of(error.at("id").text(), status);
    Optional<String> told = error.at("message").found();
    String advice = advice(code, credentials);
    if (code == ExitCode.UNAUTHORIZED && told.isPresent()) {
      // The platform says the same in other words, and cannot know where the token comes from.
      return Failure.of(code, advice);
    }
    String message = told.orElseGet(() -> unexplained(url, response));
    return advice.isEmpty() ? Failure.of(code, message) : Failure.of(code, message, advice);
  }

  private static Json parse(String body) {
    try {
      return JsonReader.parse(body);
    } catch (JsonSyntaxException e) {
      return Json.none();
    }
  }

  private static String unexplained(String url, Response response) {
    String answer = "The server at " + url + " answered " + response.status();
    return response.status() >= 300 && response.status() < 400
        ? answer
            + ", a redirect to "
            + response.headers().field("location").orElse("nowhere")
            + ". Log in with the platform's own URL: paas login --url URL"
        : answer + " without an explanation. Is this the URL of a platform?";
  }

  private static String advice(ExitCode code, Credentials credentials) {
    return switch (code) {
      case UNAUTHORIZED -> credentials.remedy();
      case RATE_LIMITED -> "Wait a minute and try again.";
      case SERVER_ERROR -> "This is a fault of the platform; its own log (paasd) has the details.";
      default -> "";
    };
  }
}
