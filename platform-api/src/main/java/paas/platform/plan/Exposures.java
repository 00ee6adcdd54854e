package paas.platform.plan;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.release.ProcessType;

/** What the router is to do with the requests of each process type that some route leads to. */
public record Exposures(SortedMap<ProcessType, Exposure> byType) {
  public Exposures {
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
  }

  /** Of an app whose routes all lead to web. */
  public static Exposures web(Exposure exposure) {
    return new Exposures(new TreeMap<>(Map.of(ProcessType.WEB, exposure)));
  }

  /** That of a type which no route led to when this was decided: it has nothing to show yet. */
  public Exposure of(ProcessType type) {
    return byType.getOrDefault(type, new Exposure.NoWeb());
  }

  boolean holds(String instance) {
    for (Exposure exposure : byType.values()) {
      if (exposure.holds(instance)) {
        return true;
      }
    }
    return false;
  }
}
