package paas.runner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a running instance how it is by a short command within it. Thread-safe, blocking. */
public interface CommandProbe {
  /** More output than this is thrown away. */
  int MOST_OUTPUT = 4 * 1024;

  /**
   * What came of it.
   *
   * @param exit the command's status; empty when its time was up, and it was killed
   * @param output what it printed, both streams together, the first {@link #MOST_OUTPUT} bytes
   */
  record Result(Optional<Integer> exit, String output) {}

  /**
   * Runs a program with these arguments as the instance's own user, in its environment and
   * directory, without input and without a shell. Returns soon after {@code atMost} at the latest.
   *
   * @throws NoSuchContainer when the instance is gone
   * @throws EngineRefused when it does not run, or the engine cannot start the command in it
   * @throws paas.runner.engine.EngineUnavailable when the engine does not answer
   */
  Result run(InstanceId id, List<String> words, Duration atMost);
}
