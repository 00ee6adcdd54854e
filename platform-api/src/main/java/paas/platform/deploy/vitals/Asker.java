package paas.platform.deploy.vitals;

import java.time.Duration;
import java.util.function.Consumer;
import paas.platform.health.Answer;
import paas.platform.health.Ask;

/** Asks instances how they are; the simulation's has a clock of its own. Thread-safe. */
public interface Asker {
  /** Waits, asks, and tells the answer once from another thread; never when it was closed. */
  void ask(Patient patient, Ask ask, Duration timeout, Duration after, Consumer<Answer> told);
}
