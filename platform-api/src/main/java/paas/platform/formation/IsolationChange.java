package paas.platform.formation;

import java.util.Optional;

/** What somebody wants to be otherwise in an isolation; what is empty stays as it was. */
public record IsolationChange(
    Optional<RunAs> user,
    Optional<Boolean> readOnly,
    Optional<String> tmpfs,
    Optional<Ulimits> ulimits) {
  public static final IsolationChange NONE =
      new IsolationChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** A text that is no tmpfs is refused. */
  public Isolation of(Isolation before) {
    Isolation owned = user.map(before::with).orElse(before);
    Isolation rooted = readOnly.map(owned::with).orElse(owned);
    Isolation limited = ulimits.map(rooted::with).orElse(rooted);
    return tmpfs.map(limited::withTmpfs).orElse(limited);
  }
}
