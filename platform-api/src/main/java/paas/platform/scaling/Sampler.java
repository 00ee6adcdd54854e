package paas.platform.scaling;

import java.time.Instant;
import java.util.Optional;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Sample;
import paas.platform.release.ProcessType;

/** Where samples come from. */
interface Sampler {
  /** A round begins: what the machine has is looked at once in it. */
  default void begin() {}

  /**
   * @return empty when the app is gone
   */
  Optional<Sample> of(AppId app, ProcessType type, Autoscale settings, boolean asked, Instant now);
}
