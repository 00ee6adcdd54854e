package paas.runner;

/**
 * A directory in memory that goes with its container; what is in it counts as the container's
 * memory.
 *
 * @param path absolute, where it is in the container
 * @param bytes what fits in
 */
public record Tmpfs(String path, long bytes) {
  public Tmpfs {
    Grammar.path(path);
    Grammar.positive(bytes, "The size of " + path);
  }
}
