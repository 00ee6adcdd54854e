package paas.platform.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.platform.check.History;
import paas.router.logs.LogLine;

class LogHistoryTest {
  private static LogLine line(int second, String process, String text) {
    return new LogLine(Instant.EPOCH.plusSeconds(second), "paas", process, text);
  }

  @Test
  void startsAndStopsAreReadFromThePlatformsLines() {
    History history =
        LogHistory.of(
            List.of(
                line(1, "web.1", "State changed from starting to up"),
                line(2, "web.1", "Starting process with command `x`"),
                line(3, "web.2", "Starting the image's own command"),
                line(5, "web.1", "State changed from starting to up"),
                line(9, "web.2", "State changed from starting to up"),
                line(20, "web.1", "Stopping all processes with SIGTERM"),
                line(50, "web.1", "Error R12 (Exit timeout) -> At least one process"),
                line(60, "web.2", "Stopping all processes with SIGTERM"),
                line(61, "web.2", "Process exited with status 143")));

    assertEquals(
        new History(
            List.of(
                new History.Boot("web.1", Duration.ofSeconds(3)),
                new History.Boot("web.2", Duration.ofSeconds(6))),
            2,
            1),
        history);
  }
}
