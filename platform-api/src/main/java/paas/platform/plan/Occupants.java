package paas.platform.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

/** The observed instances, found by the slot they are in, whatever their release. */
final class Occupants {
  private static final Comparator<SeenInstance> BEST =
      Comparator.comparing((SeenInstance i) -> !i.up())
          .thenComparing(SeenInstance::failed)
          .thenComparing(SeenInstance::id);
  private static final Comparator<SeenInstance> OLDEST =
      Comparator.comparing(SeenInstance::epoch).thenComparing(SeenInstance::id);

  private final Map<Slot, List<SeenInstance>> bySlot = new HashMap<>();
  private final Map<ProcessType, Integer> present = new HashMap<>();

  Occupants(List<SeenInstance> instances) {
    for (SeenInstance instance : instances) {
      Slot slot = instance.slot();
      bySlot.computeIfAbsent(slot, s -> new ArrayList<>(2)).add(instance);
      if (instance.present() && !slot.isTrial()) {
        present.merge(slot.type(), 1, Integer::sum);
      }
    }
  }

  /** How many of a type take up memory and are not on their way out; none that is on trial. */
  int present(ProcessType type) {
    return present.getOrDefault(type, 0);
  }

  /** Whether one of a type, but none that is on trial, may run and is not of those to come. */
  boolean anyOther(ProcessType type, ReleaseVersion version, ToLongFunction<Slot> epochs) {
    for (Map.Entry<Slot, List<SeenInstance>> entry : bySlot.entrySet()) {
      Slot slot = entry.getKey();
      if (slot.type().equals(type) && !slot.isTrial()) {
        for (SeenInstance one : entry.getValue()) {
          boolean same = one.isOf(version, epochs.applyAsLong(slot));
          if (one.stopping() || one.holdsSlot() && !same) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The one with this release and epoch that holds the slot: an up one if there is one. */
  Optional<SeenInstance> current(Slot slot, ReleaseVersion version, long epoch) {
    Optional<SeenInstance> best = Optional.empty();
    for (SeenInstance instance : in(slot)) {
      if (instance.version().equals(version)
          && instance.epoch() == epoch
          && instance.holdsSlot()
          && (best.isEmpty() || BEST.compare(instance, best.get()) < 0)) {
        best = Optional.of(instance);
      }
    }
    return best;
  }

  /** An up one of this release and any epoch, the newest. */
  Optional<SeenInstance> former(Slot slot, ReleaseVersion version) {
    Optional<SeenInstance> newest = Optional.empty();
    for (SeenInstance instance : in(slot)) {
      if (instance.version().equals(version)
          && instance.up()
          && (newest.isEmpty() || OLDEST.compare(instance, newest.get()) >= 0)) {
        newest = Optional.of(instance);
      }
    }
    return newest;
  }

  private List<SeenInstance> in(Slot slot) {
    return bySlot.getOrDefault(slot, List.of());
  }
}
