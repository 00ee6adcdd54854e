package paas.platform.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a build's image says of itself: the ports it EXPOSEs ({@code 8080/tcp}) and its HEALTHCHECK.
 * Nothing acts on them by itself.
 */
public record ImageNotes(List<String> exposed, Optional<HealthCheck> healthCheck) {
  public static final ImageNotes NONE = new ImageNotes(List.of(), Optional.empty());

  public ImageNotes {
    exposed = List.copyOf(exposed);
  }

  /**
   * A command whose exit code 0 means healthy; a first word {@code CMD-SHELL} has the second run by
   * a shell, {@code CMD} the rest as they are.
   */
  public record HealthCheck(
      List<String> test, Duration interval, Duration timeout, Duration startPeriod, int retries) {
    public HealthCheck {
      test = List.copyOf(test);
    }

    /** The command, for people. */
    public String command() {
      return String.join(" ", test.subList(Math.min(1, test.size()), test.size()));
    }
  }
}
