package paas.platform.manifest;

import java.time.Duration;

/** One check of a process type's health; an empty {@code path} means that it only listens. */
public record Healthcheck(Kind kind, String path, int attempts, Duration timeout, Duration pause) {
  /** When it is asked. */
  public enum Kind {
    STARTUP,
    READINESS,
    LIVENESS
  }
}
