package paas.platform.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;

/** A release as the planner knows it: its number and the process types that it can run. */
public record Revision(ReleaseVersion version, SortedSet<ProcessType> types) {
  public Revision {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
  }

  /** The process types of a release; none before the first build. */
  public static Revision of(Release release) {
    SortedSet<ProcessType> types = new TreeSet<>();
    release.slug().ifPresent(slug -> types.addAll(slug.processes().keySet()));
    types.remove(ProcessType.RELEASE);
    return new Revision(release.version(), types);
  }

  /** The slots of this formation that the release can fill, in their order. */
  public List<Slot> slots(Formation formation) {
    List<Slot> slots = new ArrayList<>();
    for (ProcessType type : types) {
      slots.addAll(slots(formation, type));
    }
    return slots;
  }

  /** Those of one type. */
  List<Slot> slots(Formation formation, ProcessType type) {
    return types.contains(type) ? List.copyOf(formation.running(type)) : List.of();
  }

  /** Whether it is one of those slots. */
  boolean fills(Slot slot, Formation formation) {
    return types.contains(slot.type())
        && slot.ordinal() <= formation.quantity(slot.type())
        && !formation.stopped().contains(slot);
  }
}
