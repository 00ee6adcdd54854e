package paas.builder.image;

import paas.builder.fault.BuildFault;

/** What the server's disks still bear. Thread-safe. */
@FunctionalInterface
public interface Room {
  /** Refuses to take so many bytes more where that would leave too few free. */
  void require(long bytes) throws BuildFault;
}
