package paas.runner;

import java.util.List;

/**
 * As whom a container runs, what it may write to, and what the kernel holds each of its processes
 * to. No two of its places and no two of its limits are the same.
 *
 * @param readOnlyRoot whether all but its {@code tmpfs} and volumes is read-only
 * @param ulimits where there is none, the engine's own
 */
public record Sandbox(
    RunAs user,
    boolean readOnlyRoot,
    List<Tmpfs> tmpfs,
    List<VolumeMount> volumes,
    List<Ulimit> ulimits) {
  /** Where nothing was chosen: an unprivileged user, whose files may be changed and are lost. */
  public static final Sandbox STANDARD = new Sandbox(new RunAs.Unprivileged(), false, List.of());

  /** Without volumes and limits. */
  public Sandbox(RunAs user, boolean readOnlyRoot, List<Tmpfs> tmpfs) {
    this(user, readOnlyRoot, tmpfs, List.of(), List.of());
  }

  public Sandbox {
    tmpfs = List.copyOf(tmpfs);
    volumes = List.copyOf(volumes);
    ulimits = List.copyOf(ulimits);
  }
}
