package paas.platform;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Unavailable;
import paas.runner.RunnerException;
import paas.runner.engine.EngineUnavailable;

/**
 * Steps of the start that work on what a former process left on the engine, one after the other.
 * Each waits for the engine as long as it takes. What the engine refuses is left: no other app
 * depends on it.
 */
record StartSteps(List<Runnable> steps, Duration again) {
  private static final Logger LOG = LoggerFactory.getLogger(StartSteps.class);

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
      return later(e);
    } catch (Unavailable e) {
      return e.getCause() instanceof RunnerException ? leave(e) : later(e);
    } catch (RunnerException e) {
      return leave(e);
    }
  }

  private static boolean later(RuntimeException away) {
    LOG.warn("The start waits: {}", away.getMessage());
    return false;
  }

  private static boolean leave(RuntimeException refusal) {
    LOG.warn(
        "Something that a former run of the platform left could not be looked after; the start goes"
            + " on. If the next start says the same, restart Docker",
        refusal);
    return true;
  }
}
