package paas.platform.health;

/** How an instance is by its checks. */
public sealed interface Verdict {
  /** Its checks have not all been passed yet. */
  record Waiting() implements Verdict {}

  /** They were passed, and it is alive. */
  record Up() implements Verdict {}

  /** It did not come up: nothing ever listened where the check asks. */
  record Deaf(Healthcheck check) implements Verdict {}

  /** It did not come up: the check failed as often as it may. */
  record Failed(Healthcheck check, Answer.Probe last) implements Verdict {}

  /** It was up, and its liveness check has failed as often as it may. */
  record Dead(Healthcheck check, Answer.Probe last) implements Verdict {}
}
