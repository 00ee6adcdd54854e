package paas.platform.secure.acme;

import java.time.Duration;
import java.util.Set;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * Looks at what an authority works on, again and again. acme4j's own way compares the authority's
 * clock with this machine's, so that nothing is ever issued where they are some seconds apart, and
 * gives up at once where a pause of a day is asked for.
 *
 * @param pause between two looks
 */
record Polling(Duration pause) {
  /** Returns which of these it came to. */
  Status await(PollableResource asked, Set<Status> ends, Duration patience)
      throws AcmeException, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (!ends.contains(asked.getStatus())) {
      if (System.nanoTime() - until > 0) {
        throw new AcmeException(
            "The authority took longer than %d s, and is still at '%s'"
                .formatted(patience.toSeconds(), asked.getStatus()));
      }
      Thread.sleep(pause);
      asked.fetch();
    }
    return asked.getStatus();
  }
}
