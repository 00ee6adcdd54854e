package paas.platform.formation;

/**
 * The memory of the machine that instances run on, in MiB: all of it, and what could be given to
 * new processes now, caches that would make room included.
 */
public record HostMemory(long total, long available) {
  /** Reads it anew at each call. */
  @FunctionalInterface
  public interface Gauge {
    HostMemory read();
  }
}
