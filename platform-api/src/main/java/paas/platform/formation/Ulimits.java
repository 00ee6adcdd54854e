package paas.platform.formation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import paas.platform.fault.Rejected;

/** What the kernel holds each process of a type to; what is not in it is the engine's default. */
public record Ulimits(List<Ulimit> each) {
  public static final Ulimits DEFAULT = new Ulimits(List.of());

  private static final String NONE = "none";

  public Ulimits {
    each = List.copyOf(each);
    Set<Ulimit.Kind> kinds = EnumSet.noneOf(Ulimit.Kind.class);
    for (Ulimit ulimit : each) {
      if (!kinds.add(ulimit.kind())) {
        throw Rejected.invalid(ulimit.kind() + " is limited twice: choose one.");
      }
    }
  }

  /** The text is as {@link #toString} gives it. */
  public static Ulimits parse(String text) {
    return text.isBlank() || text.strip().equals(NONE)
        ? DEFAULT
        : new Ulimits(Arrays.stream(text.split(",", -1)).map(Ulimit::parse).toList());
  }

  /** Such as {@code nofile=65536,core=0}; {@code none} where there are none. */
  @Override
  public String toString() {
    return each.isEmpty()
        ? NONE
        : each.stream().map(Ulimit::toString).collect(Collectors.joining(","));
  }
}
