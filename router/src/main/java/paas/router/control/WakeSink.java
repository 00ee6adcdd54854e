package paas.router.control;

import java.util.List;

/** Where the control plane hears of sleeping apps that requests wait for. */
@FunctionalInterface
public interface WakeSink {
  /**
   * Told at once, and every second until a table shows these apps awake. Called from the thread
   * that reads the link, so it must return at once.
   */
  void wake(List<String> appIds);
}
