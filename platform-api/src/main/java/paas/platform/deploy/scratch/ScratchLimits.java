package paas.platform.deploy.scratch;

import io.micronaut.core.value.PropertyResolver;

/**
 * What each container may write besides its volumes, in bytes. Pure.
 *
 * @param each at most
 */
public record ScratchLimits(long each) {
  private static final long MEGABYTE = 1 << 20;
  private static final int USUAL = 4_096;
  private static final int LEAST = 64;
  private static final int MOST = 1_000_000;

  /**
   * Free on the engine's disk: where a build ends that has taken the rest, as DiskReserve has it.
   */
  static final long LOW = 512 * MEGABYTE;

  /** {@code PAAS_SCRATCH_MB}; refused by name when out of bounds. */
  public static ScratchLimits from(PropertyResolver settings) {
    String text = settings.getProperty("paas.scratch.mb", String.class).orElse("");
    if (text.isEmpty()) {
      return new ScratchLimits(USUAL * MEGABYTE);
    }
    int number = text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
    if (number < LEAST || number > MOST) {
      throw new IllegalArgumentException(
          "PAAS_SCRATCH_MB is a number from " + LEAST + " to " + MOST + ", not '" + text + "'");
    }
    return new ScratchLimits(number * MEGABYTE);
  }

  /** So much less free space is worth a look at who has taken it. */
  public long notable() {
    return Math.min(each / 16, 256 * MEGABYTE);
  }

  public boolean isLow(long free) {
    return free < LOW;
  }

  /** Not even builds, which end before, may wait for the disk to have room again. */
  public boolean isUrgent(long free) {
    return free < LOW / 2;
  }

  public boolean isOver(long written) {
    return written > each;
  }

  /** So much that the disk has room again without it. */
  public boolean isMuch(long written) {
    return written > Math.min(each, LOW);
  }
}
