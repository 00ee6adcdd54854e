package paas.platform.deploy.scratch;

import io.micronaut.core.value.PropertyResolver;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import paas.runner.InstanceId;

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

  /** Free on the engine's disk: where a build ends that has taken the rest. */
  static final long LOW = 512 * MEGABYTE;

  /** Who has written less than this part of its limit is not who fills the disk. */
  private static final int FAIR = 8;

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

  /** All that have written more than they may. */
  public Map<InstanceId, Excess> over(Map<InstanceId, Long> written) {
    return written.entrySet().stream()
        .filter(one -> one.getValue() > each)
        .collect(Collectors.toMap(Map.Entry::getKey, one -> new Excess.OverLimit(each)));
  }

  /**
   * Who goes first where the disk is nearly full: one at most, and none that has its fair share.
   */
  public Map<InstanceId, Excess> most(Map<InstanceId, Long> written, long free) {
    return written.entrySet().stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .filter(one -> one.getValue() > each / FAIR)
        .map(one ->
            Map.<InstanceId, Excess>of(one.getKey(), new Excess.DiskLow(one.getValue(), free)))
        .orElse(Map.of());
  }
}
