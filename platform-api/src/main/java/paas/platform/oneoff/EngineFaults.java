package paas.platform.oneoff;

import java.util.function.Supplier;
import paas.platform.fault.Unavailable;
import paas.runner.RunnerException;
import paas.runner.engine.EngineUnavailable;

/** Says in the platform's words that the engine is away, or does not do what it was asked. */
public final class EngineFaults {
  private EngineFaults() {}

  public static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (EngineUnavailable | RunnerException e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }
}
