package paas.platform.oneoff;

import java.time.Instant;
import paas.platform.app.App;

/** Somebody who hears how detached one-offs end, also those of before a restart. */
@FunctionalInterface
public interface Sequel {
  /**
   * Its last line is in the log. Told at least once: after a failure here it is told again and
   * again until it works, after a restart from when somebody {@link OneOffDesk#resume resumes} it.
   */
  void ended(App app, String process, int exitCode, Instant at);
}
