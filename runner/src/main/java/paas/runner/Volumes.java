package paas.runner;

import java.nio.file.Path;
import java.util.Optional;

/**
 * File systems of a fixed size that outlive containers. One that is full refuses its writers and
 * takes nothing from the host. Thread-safe, blocking; a method that cannot do its work throws
 * {@link VolumeFailed}.
 */
public interface Volumes {
  /** How large a new one may be, in bytes; 0 or less when there is no room. */
  long available();

  /** Makes an empty one and takes its room on the disk. On any failure nothing is left behind. */
  void create(VolumeId id, long bytes);

  /** What growing it to so much would take of what is available, in bytes. */
  long growth(VolumeId id, long bytes);

  /**
   * Gives it more room, while containers use it or, where the kernel does not let this process do
   * that, while nobody does. A failure or a kill leaves it as large as it was, or larger, with all
   * that is in it; to be repeated then. One that is as large already stays as it is, and one that
   * is larger is refused.
   */
  void grow(VolumeId id, long bytes);

  /**
   * The directory on the host that containers are given, after it was mounted if it was not; it
   * does not exist while the volume is not mounted, so that nothing is ever written beside it.
   */
  Path open(VolumeId id);

  /** Empty when it cannot be reached. */
  Optional<VolumeUse> use(VolumeId id);

  /**
   * Removes it with all that is in it; containers that have it keep it until they end. Idempotent.
   */
  void remove(VolumeId id);
}
