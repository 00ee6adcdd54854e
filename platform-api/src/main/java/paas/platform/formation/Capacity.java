package paas.platform.formation;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;

/**
 * Whether this machine can take what a change of scale adds. Limits are taken at their word for
 * what is added, and not for what runs already: that is in what is no longer available.
 */
public final class Capacity {
  private final HostMemory memory;

  /** In MiB, of an instance whose size says nothing of memory. */
  private final long standard;

  public Capacity(HostMemory memory, long standard) {
    this.memory = memory;
    this.standard = standard;
  }

  /** Refused with the numbers, and what would do. */
  public void require(
      Formation before,
      Map<ProcessType, Integer> quantities,
      Map<ProcessType, ProcessSettings> set) {
    SortedMap<ProcessType, Long> added = new TreeMap<>();
    quantities.forEach((type, quantity) -> {
      ProcessSettings settings = Optional.ofNullable(set.get(type)).orElse(before.settings(type));
      long more = Math.max(0, quantity - before.quantity(type));
      added.put(type, more * memoryOf(settings));
    });
    set.forEach((type, settings) -> requireOne(type, memoryOf(settings)));
    long needed = added.values().stream().mapToLong(Long::longValue).sum();
    if (needed > memory.available()) {
      throw Rejected.invalid(tooMuch(before, quantities, set, needed));
    }
  }

  /** The same for a one-off. */
  public void requireOneOff(long mebibytes) {
    if (mebibytes > memory.available()) {
      throw Rejected.invalid(
          "This machine has no room for that: a one-off of up to %,d MB, and %s. Choose a smaller size (paas run --size micro), or stop something first (paas ps, paas run:list)."
              .formatted(mebibytes, memory.words()));
    }
  }

  /** How many more of this type fit. */
  public Room room(Formation formation, ProcessType type) {
    long each = memoryOf(formation.settings(type));
    return new Room(memory.available() / Math.max(1, each), each, memory);
  }

  private void requireOne(ProcessType type, long needed) {
    if (needed > memory.total()) {
      throw Rejected.invalid(
          "%s cannot have %,d MB for each instance: this machine has %,d MB in all."
              .formatted(type, needed, memory.total()));
    }
  }

  private String tooMuch(
      Formation before,
      Map<ProcessType, Integer> quantities,
      Map<ProcessType, ProcessSettings> set,
      long needed) {
    StringBuilder text = new StringBuilder("This machine has no room for that: ");
    quantities.forEach((type, quantity) -> {
      int more = quantity - before.quantity(type);
      if (more > 0) {
        long each = memoryOf(Optional.ofNullable(set.get(type)).orElse(before.settings(type)));
        text.append("%d more of %s at up to %,d MB, ".formatted(more, type, each));
      }
    });
    return text.append("%,d MB together, and %s.".formatted(needed, memory.words()))
        .append(" Choose fewer, or a smaller size (paas ps:type web=small), or scale with --force.")
        .toString();
  }

  private long memoryOf(ProcessSettings settings) {
    return settings.size().memory().orElse(standard);
  }
}
