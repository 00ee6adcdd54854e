package paas.platform.formation;

import paas.platform.release.ProcessType;

/**
 * A place for one instance: {@code web.1}. Ordinals begin at 1; beyond the largest quantity are
 * those of a release that is tried beside the one that serves: {@code web.101}.
 */
public record Slot(ProcessType type, int ordinal) implements Comparable<Slot> {
  /** The place of a release that is tried. */
  public static Slot trial(ProcessType type, int ordinal) {
    return new Slot(type, Formation.MAX_QUANTITY + ordinal);
  }

  public boolean isTrial() {
    return ordinal > Formation.MAX_QUANTITY;
  }

  @Override
  public int compareTo(Slot other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : Integer.compare(ordinal, other.ordinal);
  }

  @Override
  public String toString() {
    return type + "." + ordinal;
  }
}
