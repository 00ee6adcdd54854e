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
 * What should run: a quantity for each process type, the slots that a person stopped, for each slot
 * how often a restart was asked for (its epoch, 0 at first), and what was set for a type.
 */
public record Formation(
    SortedMap<ProcessType, Integer> quantities,
    Set<Slot> stopped,
    Map<Slot, Long> epochs,
    Map<ProcessType, ProcessSettings> settings) {
  /** Per process type; more than any one host should be asked for. */
  public static final int MAX_QUANTITY = 100;

  public static final Formation EMPTY =
      new Formation(new TreeMap<>(), Set.of(), Map.of(), Map.of());

  public Formation {
    quantities = Collections.unmodifiableSortedMap(new TreeMap<>(quantities));
    stopped = Set.copyOf(stopped);
    epochs = Map.copyOf(epochs);
    settings = Map.copyOf(settings);
  }

  /** The same with another quantity of one type. */
  public Formation with(ProcessType type, int quantity) {
    SortedMap<ProcessType, Integer> changed = new TreeMap<>(quantities);
    changed.put(type, quantity);
    return new Formation(changed, stopped, epochs, settings);
  }

  public int quantity(ProcessType type) {
    return quantities.getOrDefault(type, 0);
  }

  public ProcessSettings settings(ProcessType type) {
    return settings.getOrDefault(type, ProcessSettings.DEFAULT);
  }

  public long epoch(Slot slot) {
    return epochs.getOrDefault(slot, 0L);
  }

  /** The slots of one type that its quantity makes, stopped or not. */
  public SortedSet<Slot> slots(ProcessType type) {
    SortedSet<Slot> slots = new TreeSet<>();
    for (int ordinal = 1; ordinal <= quantity(type); ordinal++) {
      slots.add(new Slot(type, ordinal));
    }
    return slots;
  }

  /** Those of one type that a person stopped. */
  public SortedSet<Slot> stopped(ProcessType type) {
    SortedSet<Slot> slots = slots(type);
    slots.retainAll(stopped);
    return slots;
  }

  /** Those of one type that should have a running instance, if the release has the type. */
  public SortedSet<Slot> running(ProcessType type) {
    SortedSet<Slot> slots = slots(type);
    slots.removeAll(stopped);
    return slots;
  }

  /** Those of every type. */
  public SortedSet<Slot> running() {
    SortedSet<Slot> slots = new TreeSet<>();
    quantities.keySet().forEach(type -> slots.addAll(running(type)));
    return slots;
  }
}
