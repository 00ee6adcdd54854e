package paas.runner;

/**
 * Where a container has a volume.
 *
 * @param path absolute, in the container
 */
public record VolumeMount(VolumeId volume, String path, boolean readOnly) {
  public VolumeMount {
    Grammar.path(path);
  }
}
