package paas.runner;

import java.util.Optional;

/** Measures what containers use. Thread-safe. */
public interface Usages {
  /** One measurement, without waiting for a second; empty when the container does not run. */
  Optional<Usage> of(InstanceId id);
}
