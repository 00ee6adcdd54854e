package paas.platform.health;

import java.time.Duration;

/** What one attempt of a check came to. */
public sealed interface Answer {
  /** As expected. */
  record Well(Probe probe) implements Answer {}

  /** Not as expected, or not in time. */
  record Ill(Probe probe) implements Answer {}

  /** Nobody is there: nothing listens at the port yet, or any more. */
  record Silent(Probe probe) implements Answer {}

  /** The platform could not ask; that says nothing of the instance. */
  record Unasked(Probe probe) implements Answer {}

  Probe probe();

  /**
   * For people.
   *
   * @param asked such as {@code GET http://10.208.0.2:5000/health}
   * @param came such as {@code status 503, expected 200-399}
   * @param excerpt of the body or output, on one line; empty: none
   */
  record Probe(String asked, String came, String excerpt, Duration took) {
    @Override
    public String toString() {
      String said = excerpt.isEmpty() ? "" : ": \"" + excerpt + "\"";
      return asked + " -> " + came + said + " (" + took.toMillis() + " ms)";
    }
  }
}
