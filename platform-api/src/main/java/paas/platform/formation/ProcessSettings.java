package paas.platform.formation;

import java.time.Duration;
import java.util.Optional;
import paas.platform.fault.Rejected;

/**
 * What an owner may set on a process type.
 *
 * @param surge how many new instances may exist beside the old ones while they are replaced; 0: all
 *     old ones end before the first new one starts; empty lets the memory decide
 * @param grace between SIGTERM and SIGKILL, of instances that start from now on
 * @param webSocketGrace how long open WebSockets keep an instance that leaves from its SIGTERM
 * @param isolation of instances that start from now on
 */
public record ProcessSettings(
    Size size,
    Duration grace,
    Duration webSocketGrace,
    Optional<Integer> surge,
    Isolation isolation) {
  private static final Duration LEAST_GRACE = Duration.ofSeconds(1);
  private static final Duration MOST_GRACE = Duration.ofMinutes(10);
  private static final Duration MOST_WEB_SOCKET_GRACE = Duration.ofHours(1);

  /** Heroku's, and the platform's where nothing is set. */
  public static final ProcessSettings DEFAULT =
      new ProcessSettings(
          Size.DEFAULT,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Optional.empty(),
          Isolation.DEFAULT);

  public ProcessSettings {
    if (grace.compareTo(LEAST_GRACE) < 0 || grace.compareTo(MOST_GRACE) > 0) {
      throw Rejected.invalid("The stop grace is 1 to 600 seconds, not " + grace.toSeconds() + ".");
    }
    if (webSocketGrace.isNegative() || webSocketGrace.compareTo(MOST_WEB_SOCKET_GRACE) > 0) {
      throw Rejected.invalid(
          "The WebSocket grace is 0 to 3600 seconds, not " + webSocketGrace.toSeconds() + ".");
    }
    surge
        .filter(extra -> extra < 0 || extra > Formation.MAX_QUANTITY)
        .ifPresent(extra -> {
          throw Rejected.invalid("The surge is 0 to 100 instances or auto, not " + extra + ".");
        });
  }

  /** Whether instances may use the same of everything under both. */
  public boolean limitsAs(ProcessSettings other) {
    return size.equals(other.size) && isolation.ulimits().equals(other.isolation.ulimits());
  }

  public ProcessSettings with(Size other) {
    return new ProcessSettings(other, grace, webSocketGrace, surge, isolation);
  }

  public ProcessSettings withGrace(Duration other) {
    return new ProcessSettings(size, other, webSocketGrace, surge, isolation);
  }

  public ProcessSettings withWebSocketGrace(Duration other) {
    return new ProcessSettings(size, grace, other, surge, isolation);
  }

  public ProcessSettings with(Optional<Integer> other) {
    return new ProcessSettings(size, grace, webSocketGrace, other, isolation);
  }

  public ProcessSettings with(Isolation other) {
    return new ProcessSettings(size, grace, webSocketGrace, surge, other);
  }
}
