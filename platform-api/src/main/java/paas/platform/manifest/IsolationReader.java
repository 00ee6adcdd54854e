package paas.platform.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.fault.Rejected;
import paas.platform.formation.Isolation;
import paas.platform.formation.IsolationChange;
import paas.platform.formation.RunAs;
import paas.platform.release.ProcessType;

/** Reads {@code user}, {@code read_only} and {@code tmpfs} of a process type in the formation. */
final class IsolationReader {
  private static final int LINE = 2000;
  private static final int DIRECTORIES = 20;

  private final SortedMap<ProcessType, IsolationChange> found = new TreeMap<>();

  SortedMap<ProcessType, IsolationChange> found() {
    return found;
  }

  void read(ProcessType type, String key, Spot at) {
    IsolationChange before = found.getOrDefault(type, IsolationChange.NONE);
    try {
      IsolationChange after = with(before, key, at);
      after.of(Isolation.DEFAULT);
      found.put(type, after);
    } catch (Rejected e) {
      at.problem(e.getMessage());
    }
  }

  private static IsolationChange with(IsolationChange before, String key, Spot at) {
    return switch (key) {
      case "user" -> new IsolationChange(user(at), before.readOnly(), before.tmpfs());
      case "read_only" -> new IsolationChange(before.user(), at.flag(), before.tmpfs());
      default -> new IsolationChange(before.user(), before.readOnly(), tmpfs(at));
    };
  }

  /** In quotes, but for the number of a user, where they may be left out. */
  private static Optional<RunAs> user(Spot at) {
    Optional<String> text =
        at.isNumber() ? at.number(1, 65_533).map(String::valueOf) : at.line(LINE);
    return text.map(RunAs::parse);
  }

  /** One text as {@code paas ps:set} takes it, or a list of such. */
  private static Optional<String> tmpfs(Spot at) {
    if (at.isText()) {
      return at.line(LINE);
    }
    List<String> directories = new ArrayList<>();
    at.elements(DIRECTORIES).forEach(each -> each.line(LINE).ifPresent(directories::add));
    return Optional.of(String.join(",", directories));
  }
}
