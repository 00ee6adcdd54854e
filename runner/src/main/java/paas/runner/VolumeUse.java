package paas.runner;

/**
 * How full a volume is, in bytes.
 *
 * @param total what fits in: less than its size, by what its file system needs for itself
 */
public record VolumeUse(long total, long used) {}
