package paas.runner;

import java.time.Instant;

/** What the engine says about a container, at one moment. */
public sealed interface State {
  /** It has not run yet: being started, or left behind by a start that was cut off. */
  record Created() implements State {}

  /**
   * It runs.
   *
   * @param address its own on the app's bridge network; another after each start
   * @param port where it was told to listen
   * @param paused somebody froze its processes; {@link Instances#resume} lets them go on
   */
  record Running(Instant since, String address, int port, boolean paused) implements State {
    public Running(Instant since, String address, int port) {
      this(since, address, port, false);
    }
  }

  /** It runs, but somebody took its network away: nothing reaches it ever again. */
  record CutOff(Instant since) implements State {}

  /**
   * It has ended and only its last output is left.
   *
   * @param code 0–255; 128 + n after signal n
   * @param oomKilled the kernel killed it, or a child, over the memory limit
   */
  record Exited(int code, boolean oomKilled, Instant at) implements State {}
}
