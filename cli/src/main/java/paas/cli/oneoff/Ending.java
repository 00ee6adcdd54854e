package paas.cli.oneoff;

import java.util.Optional;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.json.JsonReader;
import paas.cli.json.JsonSyntaxException;

/** Understands the platform's text messages: how something ended, or why it cannot go on. */
public final class Ending {
  private Ending() {}

  /** The exit code; empty for a message of another kind. An error is a {@link Failure}. */
  public static Optional<Integer> exitCode(String message) {
    Json control = parse(message);
    return switch (control.at("type").text()) {
      case "exit" -> Optional.of((int) control.at("code").number(1) & 0xff);
      case "error" -> throw Failure.of(ExitCode.FAILED, control.at("message").text());
      default -> Optional.empty();
    };
  }

  private static Json parse(String message) {
    try {
      return JsonReader.parse(message);
    } catch (JsonSyntaxException e) {
      return Json.none();
    }
  }
}
