package paas.platform.formation;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import paas.platform.release.ProcessType;

/**
 * What should run: a quantity for each process type, the slots that a person stopped, and for each
 * slot how often a restart was asked for (its epoch, 0 at first).
 */
public record Formation(
    SortedMap<ProcessType, Integer> quantities, Set<Slot> stopped, Map<Slot, Long> epochs) {
  /** Per process type; more than any one host should be asked for. */
  public static final int MAX_QUANTITY = 100;

  public static final Formation EMPTY = new Formation(new TreeMap<>(), Set.of(), Map.of());

  public Formation {
    quantities = Collections.unmodifiableSortedMap(new TreeMap<>(quantities));
    stopped = Set.copyOf(stopped);
    epochs = Map.copyOf(epochs);
  }

  public int quantity(ProcessType type) {
    return quantities.getOrDefault(type, 0);
  }

  public long epoch(Slot slot) {
    return epochs.getOrDefault(slot, 0L);
  }

  /** Every slot that should have a running instance, if the release has its type. */
  public SortedSet<Slot> slots() {
    SortedSet<Slot> slots = new TreeSet<>();
    quantities.forEach((type, quantity) -> {
      for (int ordinal = 1; ordinal <= quantity; ordinal++) {
        slots.add(new Slot(type, ordinal));
      }
    });
    slots.removeAll(stopped);
    return slots;
  }
}
