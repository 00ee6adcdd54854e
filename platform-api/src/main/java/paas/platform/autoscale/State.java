package paas.platform.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a process type between two judgements; lost with the process, and then
 * gathered anew.
 *
 * @param overSince since when its figure is over the target
 * @param underSince since when one instance could be spared
 * @param last its last change
 * @param patience how long one must be to spare; grows while that turns out to have been wrong
 * @param told what it was last said to be held back by
 * @param usedAt when it was last asked for, as far as is known
 * @param quantity what it should have; another one was chosen by hand
 */
public record State(
    Optional<Instant> overSince,
    Optional<Instant> underSince,
    Optional<Changed> last,
    Duration patience,
    Optional<Decision.Limit> told,
    Instant usedAt,
    int quantity) {
  private static final int MOST_PATIENCE = 12;

  /** One change of the quantity. */
  record Changed(Instant at, boolean down) {}

  /** Of one that is seen for the first time. */
  public static State begin(Sample sample, Tempo tempo) {
    return new State(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        tempo.fall(),
        Optional.empty(),
        sample.at(),
        sample.quantity());
  }

  /** Takes notice of use, and of a change by hand. */
  State seeing(Sample sample) {
    Instant used = sample.traffic().flatMap(traffic -> used(sample, traffic)).orElse(sample.at());
    Instant latest = used.isAfter(usedAt) ? used : usedAt;
    State seen = new State(overSince, underSince, last, patience, told, latest, quantity);
    return sample.quantity() == quantity
        ? seen
        : seen.at(sample.at(), quantity, sample.quantity(), patience);
  }

  /** Now, where nobody can tell or it is in use. */
  private Optional<Instant> used(Sample sample, Traffic traffic) {
    return traffic.open() || sample.asked()
        ? Optional.empty()
        : Optional.of(traffic.lastAt().orElse(usedAt));
  }

  State calm() {
    return new State(
        Optional.empty(), Optional.empty(), last, patience, Optional.empty(), usedAt, quantity);
  }

  State over(Instant at) {
    return new State(
        overSince.or(() -> Optional.of(at)),
        Optional.empty(),
        last,
        patience,
        told,
        usedAt,
        quantity);
  }

  State under(Instant at) {
    return new State(
        Optional.empty(),
        underSince.or(() -> Optional.of(at)),
        last,
        patience,
        Optional.empty(),
        usedAt,
        quantity);
  }

  State told(Decision.Limit limit) {
    return new State(overSince, underSince, last, patience, Optional.of(limit), usedAt, quantity);
  }

  /**
   * After a change of ours. One that takes back a recent decrease shows that it was wrong: the next
   * one waits twice as long.
   */
  State changed(Instant at, int to, Tempo tempo) {
    boolean regretted =
        to > quantity
            && quantity > 0
            && last.filter(Changed::down)
                .filter(down -> down.at().plus(patience).isAfter(at))
                .isPresent();
    Duration most = tempo.fall().multipliedBy(MOST_PATIENCE);
    Duration doubled = patience.multipliedBy(2);
    Duration longer = doubled.compareTo(most) > 0 ? most : doubled;
    Duration next = to < quantity ? patience : regretted ? longer : tempo.fall();
    return at(at, quantity, to, next);
  }

  private State at(Instant at, int from, int to, Duration next) {
    return new State(
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Changed(at, to < from)),
        next,
        Optional.empty(),
        from == 0 ? at : usedAt,
        to);
  }
}
