package paas.platform.formation;

import paas.platform.release.ProcessType;

/** A place for one instance: {@code web.1}. Ordinals begin at 1. */
public record Slot(ProcessType type, int ordinal) implements Comparable<Slot> {
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
