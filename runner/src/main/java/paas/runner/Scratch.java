package paas.runner;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What containers have written to the engine's own disk, and not to volumes of the platform: their
 * file systems' changes, what their image declares as a volume, and files that are deleted but held
 * open. Nothing else bounds it. Thread-safe, blocking.
 */
public interface Scratch {
  /** Bytes that can still be written there; empty where the engine's disk is not here. */
  OptionalLong free();

  /**
   * What one has written; empty when it is gone. Each file counts as 4 KB at least, as files run
   * out, too. Whatever is more than {@code enough} may be counted in part. Within a minute.
   *
   * @throws paas.runner.engine.EngineUnavailable when the engine does not say where that is
   */
  Optional<Written> written(InstanceId id, long enough);
}
