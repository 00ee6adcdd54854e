package paas.platform.check;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.release.ProcessType;

/**
 * All that is known of one app's live release when it is checked.
 *
 * @param commit the source's version; empty when it came from no commit
 * @param processes how the process types start
 * @param port what {@code $PORT} says
 */
public record Evidence(
    String commit,
    SourceFacts source,
    SortedMap<ProcessType, String> processes,
    ConfigFacts config,
    int port,
    List<InstanceFacts> instances,
    History history) {

  public Evidence {
    processes = Collections.unmodifiableSortedMap(new TreeMap<>(processes));
    instances = List.copyOf(instances);
  }

  /** Before anything runs: what a push can tell. */
  public static Evidence ofBuild(
      String commit, SourceFacts source, SortedMap<ProcessType, String> processes, int port) {
    return new Evidence(commit, source, processes, ConfigFacts.NONE, port, List.of(), History.NONE);
  }
}
