package paas.runner;

import java.util.List;

/**
 * As whom a container runs and what it may write to.
 *
 * @param readOnlyRoot whether all but its {@code tmpfs} is read-only
 */
public record Sandbox(RunAs user, boolean readOnlyRoot, List<Tmpfs> tmpfs) {
  /** Where nothing was chosen: an unprivileged user, whose files may be changed and are lost. */
  public static final Sandbox STANDARD = new Sandbox(new RunAs.Unprivileged(), false, List.of());

  public Sandbox {
    tmpfs = List.copyOf(tmpfs);
  }
}
