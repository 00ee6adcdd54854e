package paas.runner;

/** What containers have written to their own file systems since they were made. Thread-safe. */
public interface FileChanges {
  /** Blocks; nothing where the container is gone. */
  WrittenFiles written(InstanceId id);
}
