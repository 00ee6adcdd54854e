package paas.platform.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.config.ConfigKey;
import paas.platform.formation.IsolationChange;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Size;
import paas.platform.release.ProcessType;

/**
 * What a release brings an app that has never been live: values for config vars that are not set,
 * how many instances of which process type, of which size, how they are replaced and isolated.
 */
public record Setup(
    Map<ConfigKey, String> config,
    Map<ProcessType, Integer> quantities,
    Map<ProcessType, Size> sizes,
    Map<ProcessType, Integer> surges,
    Map<ProcessType, IsolationChange> isolation) {
  public static final Setup NONE = new Setup(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  public Setup {
    config = Map.copyOf(config);
    quantities = Map.copyOf(quantities);
    sizes = Map.copyOf(sizes);
    surges = Map.copyOf(surges);
    isolation = Map.copyOf(isolation);
  }

  /** The settings that it changes, as they are then. */
  Map<ProcessType, ProcessSettings> settings(Map<ProcessType, ProcessSettings> before) {
    Map<ProcessType, ProcessSettings> after = new HashMap<>();
    sizes.forEach((type, size) -> after.put(type, standing(type, before).with(size)));
    surges.forEach((type, surge) -> {
      ProcessSettings settings = after.getOrDefault(type, standing(type, before));
      after.put(type, settings.with(Optional.of(surge)));
    });
    isolation.forEach((type, change) -> {
      ProcessSettings settings = after.getOrDefault(type, standing(type, before));
      after.put(type, settings.with(change.of(settings.isolation())));
    });
    return after;
  }

  private static ProcessSettings standing(
      ProcessType type, Map<ProcessType, ProcessSettings> before) {
    return before.getOrDefault(type, ProcessSettings.DEFAULT);
  }

  /** Never a value. */
  @Override
  public String toString() {
    return "Setup[" + List.of(config.keySet(), quantities, sizes, surges, isolation) + "]";
  }
}
