package paas.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Unavailable;
import paas.runner.RunnerException;
import paas.runner.engine.EngineUnavailable;

/**
 * Steps of the start that work on what a former process left on the engine, one after the other.
 * Each waits for the engine as long as it takes. What the engine refuses again and again is left:
 * no other app depends on it.
 */
record StartSteps(List<Runnable> steps, Duration again) {
  private static final Logger LOG = LoggerFactory.getLogger(StartSteps.class);

  /** An engine that has just come up refuses what it takes a moment later. */
  private static final int MOST_REFUSALS = 5;

  void run() throws InterruptedException {
    for (Runnable step : steps) {
      run(step);
    }
  }

  private void run(Runnable step) throws InterruptedException {
    int refusals = 0;
    Optional<RuntimeException> failure = failure(step);
    while (failure.isPresent()) {
      if (isRefusal(failure.get()) && ++refusals == MOST_REFUSALS) {
        leave(failure.get());
        return;
      }
      LOG.warn("The start waits: {}", failure.get().getMessage());
      Thread.sleep(again);
      failure = failure(step);
    }
  }

  private static Optional<RuntimeException> failure(Runnable step) {
    try {
      step.run();
      return Optional.empty();
    } catch (EngineUnavailable | Unavailable | RunnerException e) {
      return Optional.of(e);
    }
  }

  private static boolean isRefusal(RuntimeException failure) {
    return failure instanceof RunnerException || failure.getCause() instanceof RunnerException;
  }

  private static void leave(RuntimeException refusal) {
    LOG.warn(
        "Something that a former run of the platform left could not be looked after; the start goes"
            + " on. If the next start says the same, restart Docker",
        refusal);
  }
}
