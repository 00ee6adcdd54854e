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
import paas.platform.formation.Ulimits;
import paas.platform.release.ProcessType;

/** Reads {@code user}, {@code read_only}, {@code tmpfs} and {@code ulimits} of a process type. */
final class IsolationReader {
  private static final int LINE = 2000;
  private static final int ELEMENTS = 20;

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
      case "user" ->
          new IsolationChange(user(at), before.readOnly(), before.tmpfs(), before.ulimits());
      case "read_only" ->
          new IsolationChange(before.user(), at.flag(), before.tmpfs(), before.ulimits());
      case "ulimits" ->
          new IsolationChange(
              before.user(), before.readOnly(), before.tmpfs(), texts(at).map(Ulimits::parse));
      default -> new IsolationChange(before.user(), before.readOnly(), texts(at), before.ulimits());
    };
  }

  /** In quotes, but for the number of a user, where they may be left out. */
  private static Optional<RunAs> user(Spot at) {
    Optional<String> text =
        at.isNumber() ? at.number(1, 65_533).map(String::valueOf) : at.line(LINE);
    return text.map(RunAs::parse);
  }

  /** One text as {@code paas ps:set} and {@code ps:type} take it, or a list of such. */
  private static Optional<String> texts(Spot at) {
    if (at.isText()) {
      return at.line(LINE);
    }
    List<String> texts = new ArrayList<>();
    at.elements(ELEMENTS).forEach(each -> each.line(LINE).ifPresent(texts::add));
    return Optional.of(String.join(",", texts));
  }
}
