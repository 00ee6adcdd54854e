package paas.platform.store;

import java.util.Map;
import paas.platform.config.ConfigKey;
import paas.platform.formation.Size;
import paas.platform.release.ProcessType;

/**
 * What a release brings an app that has never been live: values for config vars that are not set,
 * how many instances of which process type, and of which size.
 */
public record Setup(
    Map<ConfigKey, String> config,
    Map<ProcessType, Integer> quantities,
    Map<ProcessType, Size> sizes) {
  public static final Setup NONE = new Setup(Map.of(), Map.of(), Map.of());

  public Setup {
    config = Map.copyOf(config);
    quantities = Map.copyOf(quantities);
    sizes = Map.copyOf(sizes);
  }

  /** Never a value. */
  @Override
  public String toString() {
    return "Setup[" + config.keySet() + ", " + quantities + ", " + sizes + "]";
  }
}
