package paas.platform.formation;

import java.util.Optional;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;

/**
 * Whether this machine can have an instance of a size at all, whatever runs on it now.
 *
 * @param standard in MiB, of an instance whose size says nothing of memory
 */
public record SizeCheck(HostMemory.Gauge memory, HostCpus cpus, long standard) {
  /** Why not, in the words that refuse such a size to whoever sets it. */
  public Optional<String> objection(ProcessType type, Size size) {
    try {
      cpus.require(type, size);
      new Capacity(memory.read(), standard).requireOne(type, size);
      return Optional.empty();
    } catch (Rejected e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
