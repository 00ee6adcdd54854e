package paas.platform.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;

/**
 * Whether this machine can take what a change of scale adds. Limits are taken at their word for
 * what is added, and not for what runs already: that is in what is no longer available.
 */
public final class Capacity {
  /** So many more of a type, and of a canary's beside them, each of so much memory. */
  private record More(ProcessType type, int own, int beside, long each) {
    private int count() {
      return Math.max(0, own) + Math.max(0, beside);
    }

    private long memory() {
      return count() * each;
    }

    private String words() {
      String whose = beside > 0 ? " (%,d of them the canary's)".formatted(beside) : "";
      return "%,d more of %s%s at up to %,d MB".formatted(count(), type, whose, each);
    }
  }

  private final HostMemory memory;

  /** In MiB, of an instance whose size says nothing of memory. */
  private final long standard;

  public Capacity(HostMemory memory, long standard) {
    this.memory = memory;
    this.standard = standard;
  }

  /** Refused with the numbers, and what would do. A canary that is there grows with it. */
  public void require(
      Formation before,
      Map<ProcessType, Integer> quantities,
      Map<ProcessType, ProcessSettings> set,
      Companions canary) {
    List<More> more = new ArrayList<>();
    quantities.forEach((type, quantity) -> {
      long each = memoryOf(Optional.ofNullable(set.get(type)).orElse(before.settings(type)));
      int beside = canary.of(before.with(type, quantity), type) - canary.of(before, type);
      more.add(new More(type, quantity - before.quantity(type), beside, each));
    });
    set.forEach((type, settings) -> requireOne(type, settings.size()));
    require(
        more, "Choose fewer, or a smaller size (paas ps:type web=small), or scale with --force.");
  }

  /**
   * The same for a canary, or for one that is to get another part of the requests. A sleeping app
   * is woken beside it: then its formation is not the one that it had.
   */
  public void requireCanary(Formation before, Companions had, Formation after, Companions has) {
    List<More> more = new ArrayList<>();
    new TreeSet<>(has.routed())
        .forEach(type -> {
          int own = after.quantity(type) - before.quantity(type);
          int beside = has.of(after, type) - had.of(before, type);
          more.add(new More(type, own, beside, memoryOf(after.settings(type))));
        });
    require(
        more,
        "Choose a smaller part of the requests, or a smaller size (paas ps:type web=small), or stop something first (paas ps).");
  }

  private void require(List<More> more, String advice) {
    List<More> added = more.stream().filter(one -> one.count() > 0).toList();
    long needed = added.stream().mapToLong(More::memory).sum();
    if (needed > memory.available()) {
      throw Rejected.invalid(
          "This machine has no room for that: %s, %,d MB together, and %s. %s"
              .formatted(
                  added.stream().map(More::words).collect(Collectors.joining(", ")),
                  needed,
                  memory.words(),
                  advice));
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

  /** How many more of this type fit, with what a canary gets beside them. */
  public Room room(Formation formation, ProcessType type, Companions canary) {
    long each = memoryOf(formation.settings(type));
    long fit = memory.available() / Math.max(1, each);
    int now = formation.quantity(type);
    int beside = canary.of(formation, type);
    long more = Math.min(fit, Formation.MAX_QUANTITY);
    while (more > 0
        && more + canary.of(formation.with(type, now + (int) more), type) - beside > fit) {
      more--;
    }
    return new Room(more, each, memory);
  }

  /** Refused when not even one instance of that size could be on this machine. */
  void requireOne(ProcessType type, Size size) {
    long needed = memoryOf(size);
    if (needed > memory.total()) {
      throw Rejected.invalid(
          "%s cannot have %,d MB for each instance: this machine has %,d MB in all."
              .formatted(type, needed, memory.total()));
    }
  }

  private long memoryOf(ProcessSettings settings) {
    return memoryOf(settings.size());
  }

  private long memoryOf(Size size) {
    return size.memory().orElse(standard);
  }
}
