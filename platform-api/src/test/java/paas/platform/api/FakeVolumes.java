package paas.platform.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import paas.runner.VolumeFailed;
import paas.runner.VolumeId;
import paas.runner.VolumeUse;
import paas.runner.Volumes;

/** Volumes that are only known by their sizes, on a disk of 10 GiB. */
public final class FakeVolumes implements Volumes {
  private static final long DISK = 10L << 30;

  public final Map<VolumeId, Long> made = new ConcurrentHashMap<>();

  /** While true nothing can be made or removed. */
  public volatile boolean broken;

  /** What happens while one is being made. */
  public volatile Runnable meanwhile = () -> {};

  @Override
  public long available() {
    return DISK - made.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void create(VolumeId id, long bytes) {
    requireWhole();
    made.put(id, bytes);
    meanwhile.run();
  }

  @Override
  public long growth(VolumeId id, long bytes) {
    return Math.max(0, bytes - made.getOrDefault(id, 0L));
  }

  @Override
  public void grow(VolumeId id, long bytes) {
    requireWhole();
    made.put(id, bytes);
  }

  @Override
  public Path open(VolumeId id) {
    return Path.of("/", id.value());
  }

  @Override
  public Optional<VolumeUse> use(VolumeId id) {
    return Optional.ofNullable(made.get(id)).map(bytes -> new VolumeUse(bytes, 4096));
  }

  @Override
  public void remove(VolumeId id) {
    requireWhole();
    made.remove(id);
  }

  private void requireWhole() {
    if (broken) {
      throw new VolumeFailed("The disk is broken", new IllegalStateException());
    }
  }
}
