package paas.platform.drain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import paas.platform.deploy.Journal;
import paas.platform.store.LogDrain;

/**
 * What a drain says in its app's log. What may come again and again is said once a minute, as these
 * lines are sent themselves.
 */
final class Notes {
  private static final String PROCESS = "drain";
  private static final Duration OFTEN = Duration.ofMinutes(1);

  private final Journal journal;
  private final LogDrain drain;
  private final String name;
  private final InstantSource clock;
  private long refused;
  private Instant refusedSaid = Instant.MIN;

  Notes(Journal journal, LogDrain drain, DrainUrl url, InstantSource clock) {
    this.journal = journal;
    this.drain = drain;
    this.name = "Drain " + drain.token() + " (" + url.shown() + ")";
    this.clock = clock;
  }

  void undeliverable(String why) {
    say(
        "Error L13 (undeliverable) -> %s takes no lines: %s. They wait in the log, and are sent"
                .formatted(name, why)
            + " once it does");
  }

  void recovered() {
    say(name + " takes lines again");
  }

  /** The log is kept for a time and a size; what it held before is gone. */
  void overflow(long lines) {
    say(
        "Error L10 (drain buffer overflow) -> %s misses %s: the log no longer held them when it took"
                .formatted(name, counted(lines))
            + " lines again");
  }

  void refused(long lines, String why) {
    refused += lines;
    Instant now = clock.instant();
    if (refusedSaid.isBefore(now.minus(OFTEN)) || refusedSaid.isAfter(now)) {
      refusedSaid = now;
      say(
          "Error L13 (undeliverable) -> %s did not take %s: %s"
              .formatted(name, counted(refused), why));
      refused = 0;
    }
  }

  private void say(String text) {
    journal.platform(drain.app(), PROCESS, text);
  }

  private static String counted(long lines) {
    return lines == 1 ? "1 line" : lines + " lines";
  }
}
