package paas.runner;

import java.util.List;

/**
 * As whom a container runs and what it may write to. No two of its places are the same.
 *
 * @param readOnlyRoot whether all but its {@code tmpfs} and volumes is read-only
 */
public record Sandbox(
    RunAs user, boolean readOnlyRoot, List<Tmpfs> tmpfs, List<VolumeMount> volumes) {
  /** Where nothing was chosen: an unprivileged user, whose files may be changed and are lost. */
  public static final Sandbox STANDARD = new Sandbox(new RunAs.Unprivileged(), false, List.of());

  /** Without volumes. */
  public Sandbox(RunAs user, boolean readOnlyRoot, List<Tmpfs> tmpfs) {
    this(user, readOnlyRoot, tmpfs, List.of());
  }

  public Sandbox {
    tmpfs = List.copyOf(tmpfs);
    volumes = List.copyOf(volumes);
  }
}
