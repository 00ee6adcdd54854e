package paas.platform.deploy.disks;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.Remnant;
import paas.platform.collect.Collectable;
import paas.platform.collect.Collected;
import paas.platform.collect.Reclaimed;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.storage.Volume;
import paas.platform.storage.VolumeName;
import paas.platform.storage.VolumeSize;
import paas.platform.store.VolumeStore;
import paas.runner.VolumeFailed;
import paas.runner.VolumeId;
import paas.runner.Volumes;

/** Makes and removes volumes with their files. Thread-safe, blocking. */
public final class Disks implements Remnant, Collectable {
  private static final Logger LOG = LoggerFactory.getLogger(Disks.class);

  private final VolumeStore store;
  private final Volumes volumes;
  private final InstantSource clock;

  private final Making making = new Making();

  public Disks(VolumeStore store, Volumes volumes, InstantSource clock) {
    this.store = store;
    this.volumes = volumes;
    this.clock = clock;
  }

  public Volume create(App app, VolumeName name, VolumeSize size) {
    UUID id = UUID.randomUUID();
    // In this order: one of these that has been made meanwhile is the app's.
    Map<UUID, VolumeName> earlier = making.begin(id, app.id(), name);
    boolean prepared = false;
    try {
      requirePlace(app, name, earlier);
      requireRoom(size.mebibytes());
      prepared = true;
      store.prepare(id, name, size, clock.instant());
      volumes.create(new VolumeId(id.toString()), size.bytes());
      return store.give(id, app.id(), name);
    } catch (VolumeFailed e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    } finally {
      making.end(id);
      if (prepared) {
        sweep();
      }
    }
  }

  /** Beside those that it has and those that are being made for it. */
  private void requirePlace(App app, VolumeName name, Map<UUID, VolumeName> earlier) {
    Map<UUID, VolumeName> all = new HashMap<>(earlier);
    store.of(app.id()).forEach(volume -> all.put(volume.id(), volume.name()));
    if (all.containsValue(name)) {
      throw VolumeStore.taken(name);
    }
    if (all.size() >= Volume.MOST) {
      throw VolumeStore.full(Volume.MOST);
    }
  }

  /** Its files stay, and its processes go on with it; one does not shrink. Idempotent. */
  public Volume resize(App app, VolumeName name, VolumeSize size) {
    Volume volume = store.named(app.id(), name);
    if (size.bytes() < volume.size().bytes()) {
      throw Rejected.invalid(smaller(volume, size));
    }
    VolumeId id = new VolumeId(volume.id().toString());
    try {
      requireRoom(volumes.growth(id, size.bytes()) >> 20);
      volumes.grow(id, size.bytes());
    } catch (VolumeFailed e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
    return store.resize(app.id(), name, size);
  }

  private String smaller(Volume volume, VolumeSize size) {
    String use =
        fill(volume).map(fill -> ", %,d MB of it used".formatted(fill.used() >> 20)).orElse("");
    return "Volume '%s' has %s%s, and does not shrink to %s: a volume only grows. For a smaller one make another (paas storage:create), copy the files there, and destroy this one."
        .formatted(volume.name(), volume.size(), use, size);
  }

  private void requireRoom(long mebibytes) {
    long room = Math.max(0, volumes.available()) >> 20;
    if (mebibytes > room) {
      throw Rejected.invalid(
          "There is no room for %,d MB: this machine's disk has %,d MB for volumes. Choose a smaller size, or free some room."
              .formatted(mebibytes, room));
    }
  }

  /** One that is mounted is refused. */
  public Volume destroy(App app, VolumeName name) {
    Volume gone = store.disown(app.id(), name);
    sweep();
    return gone;
  }

  /** Empty where it cannot be reached. */
  public Optional<Fill> fill(Volume volume) {
    return volumes
        .use(new VolumeId(volume.id().toString()))
        .map(use -> new Fill(use.total(), use.used()));
  }

  @Override
  public void remove(App app) {
    sweep();
  }

  /** What a kill left: half made ones, and the files of what was destroyed. */
  @Override
  public Collected collect() {
    int count = sweep();
    return Collected.all(
        count == 0
            ? List.of()
            : List.of(new Reclaimed(Optional.empty(), Reclaimed.Kind.VOLUME, count, 0)));
  }

  private int sweep() {
    int count = 0;
    for (UUID id : store.ownerless()) {
      // In this order: one leaves `making` only after it was given to its app.
      boolean left = !making.contains(id) && store.ownerless().contains(id);
      count += left && removed(id) ? 1 : 0;
    }
    return count;
  }

  /** The files first: a row that is left is found again. */
  private boolean removed(UUID id) {
    try {
      volumes.remove(new VolumeId(id.toString()));
      store.forget(id);
      return true;
    } catch (VolumeFailed e) {
      LOG.warn("Volume {} could not be removed; it is tried again", id, e);
      return false;
    }
  }
}
