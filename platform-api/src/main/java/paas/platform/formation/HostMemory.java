package paas.platform.formation;

/**
 * The memory of the machine that instances run on, in MiB.
 *
 * @param available what could be given to new processes now: caches that would make room included,
 *     what is promised left out
 * @param promised what one-offs that run, or are about to, may still take
 */
public record HostMemory(long total, long available, long promised) {
  /** With nothing promised. */
  public HostMemory(long total, long available) {
    this(total, available, 0);
  }

  /** The same after so much was promised of it. */
  public HostMemory promising(long mebibytes) {
    return new HostMemory(total, Math.max(0, available - mebibytes), promised + mebibytes);
  }

  /** Such as "1,100 of its 4,000 MB are available". */
  String words() {
    String plain = "%,d of its %,d MB are available".formatted(available, total);
    return promised == 0
        ? plain
        : plain + " (running one-offs may take %,d more)".formatted(promised);
  }

  /** Reads it anew at each call. */
  @FunctionalInterface
  public interface Gauge {
    HostMemory read();
  }
}
