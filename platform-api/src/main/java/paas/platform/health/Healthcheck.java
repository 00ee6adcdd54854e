package paas.platform.health;

import java.time.Duration;

/**
 * One check of a process type's instances.
 *
 * @param name for people; empty: none
 * @param attempts how many times in a row it may fail until that counts
 * @param timeout of one attempt
 * @param interval between two attempts
 * @param delay before the first
 */
public record Healthcheck(
    Source source,
    Stage stage,
    String name,
    Ask ask,
    int attempts,
    Duration timeout,
    Duration interval,
    Duration delay) {
  /** Who says so. */
  public enum Source {
    PLATFORM("default"),
    MANIFEST("app.json"),
    OWNER("checks:set");

    private final String word;

    Source(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** A check of the platform's own, before an instance counts as up. */
  static Healthcheck usual(Ask ask) {
    return new Healthcheck(
        Source.PLATFORM,
        Stage.STARTUP,
        "",
        ask,
        1,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ZERO);
  }

  /** Whether it shows that the process listens. */
  boolean reaches() {
    return ask instanceof Ask.Port || ask instanceof Ask.Http;
  }
}
