package paas.platform.formation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import paas.platform.fault.Rejected;

/**
 * As whom the processes of a type run, whether they may change the files of their image, what
 * directories they have in memory, and what the kernel holds each of them to.
 */
public record Isolation(RunAs user, boolean readOnly, List<Tmpfs> tmpfs, Ulimits ulimits) {
  public static final Isolation DEFAULT =
      new Isolation(RunAs.AUTO, false, List.of(), Ulimits.DEFAULT);

  private static final int MOST_TMPFS = 8;
  private static final String NONE = "none";

  public Isolation {
    tmpfs = List.copyOf(tmpfs);
    Set<ContainerPath> paths = new HashSet<>();
    for (Tmpfs each : tmpfs) {
      if (!paths.add(each.path())) {
        throw Rejected.invalid("There are two tmpfs at " + each.path() + ": choose one size.");
      }
    }
    if (tmpfs.size() > MOST_TMPFS) {
      throw Rejected.invalid(
          "A process type has at most %d tmpfs, not %d.".formatted(MOST_TMPFS, tmpfs.size()));
    }
  }

  public Isolation with(RunAs other) {
    return new Isolation(other, readOnly, tmpfs, ulimits);
  }

  public Isolation with(boolean readOnlyRoot) {
    return new Isolation(user, readOnlyRoot, tmpfs, ulimits);
  }

  public Isolation with(Ulimits other) {
    return new Isolation(user, readOnly, tmpfs, other);
  }

  /** The text is as {@link #tmpfsText} gives it. */
  public Isolation withTmpfs(String text) {
    return new Isolation(user, readOnly, parse(text), ulimits);
  }

  private static List<Tmpfs> parse(String text) {
    return text.isBlank() || text.strip().equals(NONE)
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(Tmpfs::parse).toList();
  }

  /** Such as {@code /tmp:64m,/run:1m}; {@code none} where there are none. */
  public String tmpfsText() {
    return tmpfs.isEmpty()
        ? NONE
        : tmpfs.stream().map(Tmpfs::toString).collect(Collectors.joining(","));
  }

  /** Those that were chosen; with a read-only root there is always a place for temporary files. */
  public List<Tmpfs> inMemory() {
    List<Tmpfs> all = new ArrayList<>(tmpfs);
    if (readOnly && all.stream().noneMatch(each -> each.path().equals(Tmpfs.DEFAULT.path()))) {
      all.add(Tmpfs.DEFAULT);
    }
    return all;
  }

  @Override
  public String toString() {
    return "user %s, %s root, tmpfs %s, ulimits %s"
        .formatted(user, readOnly ? "read-only" : "writable", tmpfsText(), ulimits);
  }
}
