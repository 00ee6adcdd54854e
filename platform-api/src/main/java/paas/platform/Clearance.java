package paas.platform;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.RunnerException;
import paas.runner.engine.EngineUnavailable;

/**
 * Clears away what a kill left half done, step by step. Waits for the engine as long as it takes;
 * what the engine refuses is left, for nothing else depends on it.
 */
record Clearance(List<Runnable> steps, Duration again) {
  private static final Logger LOG = LoggerFactory.getLogger(Clearance.class);

  void run() throws InterruptedException {
    for (Runnable step : steps) {
      while (!done(step)) {
        Thread.sleep(again);
      }
    }
  }

  private static boolean done(Runnable step) {
    try {
      step.run();
      return true;
    } catch (EngineUnavailable e) {
      LOG.warn("Waiting for the Docker engine: {}", e.getMessage());
      return false;
    } catch (RunnerException e) {
      LOG.warn(
          "What a former run of the platform left could not all be cleared away; the start goes on."
              + " It is tried again at the next one; if that says the same, restart Docker",
          e);
      return true;
    }
  }
}
