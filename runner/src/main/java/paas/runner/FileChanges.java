package paas.runner;

/**
 * What containers have written to their own file systems since they were made; what is in volumes
 * and tmpfs is not among it. Thread-safe.
 */
public interface FileChanges {
  /** Blocks; nothing where the container is gone. */
  WrittenFiles written(InstanceId id);
}
