package paas.router.logs;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import paas.router.logs.Records.Held;

/**
 * The positions of one stream's origins. Those that were asked for, or moved, since the stream was
 * opened are in use and stay until they are removed; of the others so many are kept, and who moved
 * longest ago goes first. Not thread-safe.
 */
final class Positions {
  private final int bound;
  private final SequencedMap<Origin, Held> byOrigin =
      new LinkedHashMap<>(); // longest unmoved first
  private final Set<Origin> used = new HashSet<>();

  Positions(int bound) {
    this.bound = bound;
  }

  /** Whoever asks goes on with it. */
  Optional<Position> find(Origin origin) {
    used.add(origin);
    return Optional.ofNullable(byOrigin.get(origin)).map(Held::position);
  }

  /** As it was when the stream was last closed. */
  void restore(Held held) {
    byOrigin.putLast(held.origin(), held);
  }

  void move(Held held) {
    used.add(held.origin());
    byOrigin.putLast(held.origin(), held);
  }

  /** Forgets what is over the bound and not in use. */
  void trim() {
    Iterator<Origin> longestUnmovedFirst = byOrigin.keySet().iterator();
    while (byOrigin.size() > bound && longestUnmovedFirst.hasNext()) {
      if (!used.contains(longestUnmovedFirst.next())) {
        longestUnmovedFirst.remove();
      }
    }
  }

  boolean remove(Origin origin) {
    used.remove(origin);
    return byOrigin.remove(origin) != null;
  }

  Collection<Held> all() {
    return byOrigin.values();
  }
}
