package paas.platform.deploy.disks;

/** How full a volume is, in bytes; {@code total} is what fits in. */
public record Fill(long total, long used) {}
