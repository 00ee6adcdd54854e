package paas.platform.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.check.History;
import paas.router.logs.LogLine;

/** Reads starts and stops out of the platform's own lines of an app's log. */
final class LogHistory {
  private static final String STARTING = "Starting ";
  private static final String UP = "State changed from starting to up";
  private static final String STOPPING = "Stopping all processes with SIGTERM";
  private static final String KILLED = "Error R12";

  private LogHistory() {}

  /** {@code lines} are in their order. */
  static History of(List<LogLine> lines) {
    Map<String, Instant> started = new HashMap<>();
    List<History.Boot> boots = new ArrayList<>();
    int stops = 0;
    int killed = 0;
    for (LogLine line : lines) {
      if (line.text().startsWith(STARTING)) {
        started.put(line.process(), line.time());
      } else if (line.text().equals(UP)) {
        Optional.ofNullable(started.remove(line.process()))
            .map(since -> new History.Boot(line.process(), Duration.between(since, line.time())))
            .ifPresent(boots::add);
      }
      stops += line.text().equals(STOPPING) ? 1 : 0;
      killed += line.text().startsWith(KILLED) ? 1 : 0;
    }
    return new History(boots, stops, killed);
  }
}
