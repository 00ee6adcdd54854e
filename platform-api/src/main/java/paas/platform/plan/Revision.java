package paas.platform.plan;

import java.util.Collections;
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

  /** The slots of this formation that the release can fill. */
  public SortedSet<Slot> slots(Formation formation) {
    SortedSet<Slot> slots = new TreeSet<>();
    types.forEach(type -> slots.addAll(formation.slots(type)));
    slots.removeAll(formation.stopped());
    return slots;
  }

  boolean hasWeb(Formation formation) {
    return slots(formation).stream().anyMatch(slot -> slot.type().isWeb());
  }
}
