package paas.router.logs;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import paas.router.logs.Records.Held;

/**
 * The live positions of one stream's origins; over the bound the one that moved longest ago goes.
 * Not thread-safe.
 */
final class Positions {
  private final int bound;
  private final SequencedMap<Origin, Held> byOrigin =
      new LinkedHashMap<>(); // longest unmoved first

  Positions(int bound) {
    this.bound = bound;
  }

  Optional<Position> find(Origin origin) {
    return Optional.ofNullable(byOrigin.get(origin)).map(Held::position);
  }

  void put(Held held) {
    byOrigin.putLast(held.origin(), held);
    if (byOrigin.size() > bound) {
      byOrigin.pollFirstEntry();
    }
  }

  boolean remove(Origin origin) {
    return byOrigin.remove(origin) != null;
  }

  Collection<Held> all() {
    return byOrigin.values();
  }
}
