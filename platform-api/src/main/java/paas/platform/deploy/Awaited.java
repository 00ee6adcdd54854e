package paas.platform.deploy;

import java.util.Set;
import paas.platform.release.ProcessType;

/**
 * What somebody waits for: of these process types all instances that are wanted are up, and no
 * former one is.
 *
 * @param gone whether those on their way out must be gone, too: they get no new requests, but may
 *     work on something for as long as their stop may take
 */
public record Awaited(Set<ProcessType> types, boolean gone) {
  public Awaited {
    types = Set.copyOf(types);
  }
}
