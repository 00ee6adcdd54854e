package paas.builder;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile says of its image that is for the platform to act on: the ports it EXPOSEs
 * ({@code 8080/tcp}) and its HEALTHCHECK, which the engine is not asked to run.
 */
public record ImageFacts(List<String> exposed, Optional<HealthCheck> healthCheck) {
  /** An image that says nothing. */
  public static final ImageFacts NONE = new ImageFacts(List.of(), Optional.empty());

  /** Docker's defaults for what a HEALTHCHECK leaves open (Dockerfile reference). */
  private static final Duration USUAL = Duration.ofSeconds(30);

  private static final int RETRIES = 3;

  /** Copies the list. */
  public ImageFacts {
    exposed = List.copyOf(exposed);
  }

  /**
   * A command whose exit code 0 means healthy; a first word {@code CMD-SHELL} has the second run by
   * a shell, {@code CMD} the rest as they are.
   */
  public record HealthCheck(
      List<String> test, Duration interval, Duration timeout, Duration startPeriod, int retries) {
    /** Copies the list. */
    public HealthCheck {
      test = List.copyOf(test);
    }
  }

  static ImageFacts of(InspectImageResponse image) {
    ContainerConfig config = Objects.requireNonNull(image.getConfig());
    List<String> ports =
        Optional.ofNullable(config.getExposedPorts()).map(Arrays::asList).orElse(List.of()).stream()
            .map(Object::toString)
            .sorted()
            .toList();
    return new ImageFacts(ports, healthCheck(config));
  }

  private static Optional<HealthCheck> healthCheck(ContainerConfig config) {
    return Optional.ofNullable(config.getHealthcheck())
        .filter(check -> check.getTest() != null && check.getTest().size() > 1)
        .map(check ->
            new HealthCheck(
                Objects.requireNonNull(check.getTest()),
                positive(check.getInterval()).orElse(USUAL),
                positive(check.getTimeout()).orElse(USUAL),
                positive(check.getStartPeriod()).orElse(Duration.ZERO),
                Optional.ofNullable(check.getRetries()).filter(n -> n > 0).orElse(RETRIES)));
  }

  /** Docker leaves out, or sets to 0, what the Dockerfile does not say. */
  private static Optional<Duration> positive(@Nullable Long nanos) {
    return Optional.ofNullable(nanos).filter(value -> value > 0).map(Duration::ofNanos);
  }
}
