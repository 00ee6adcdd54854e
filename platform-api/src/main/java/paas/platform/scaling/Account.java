package paas.platform.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a process type was judged last, and what was decided before, newest first.
 *
 * @param why of the last judgement, whatever came of it
 */
public record Account(String why, List<Entry> decisions) {
  private static final int KEPT = 20;

  static final Account NONE = new Account("", List.of());

  public Account {
    decisions = List.copyOf(decisions);
  }

  /** A change from one quantity to another, or to the same where something held it back. */
  public record Entry(Instant at, int from, int to, String why) {}

  Account judged(String reason) {
    return new Account(reason, decisions);
  }

  Account with(Entry entry) {
    List<Entry> all = new ArrayList<>(decisions);
    all.addFirst(entry);
    return new Account(entry.why(), all.subList(0, Math.min(all.size(), KEPT)));
  }
}
