package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.formation.ContainerPath;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.storage.Mounting;
import paas.platform.storage.Volume;
import paas.platform.storage.VolumeName;
import paas.platform.storage.VolumeSize;
import paas.platform.store.row.VolumeRow;
import paas.platform.store.row.VolumeRows;

/**
 * Apps' volumes. Mounting one, or taking it away, restarts the instances that it concerns: both are
 * stored in one step. One without an app has no files, or files that are to be removed.
 */
@Singleton
public class VolumeStore {
  private final Transactions transactions;
  private final VolumeRows rows;
  private final FormationStore formations;
  private final AppLock lock;

  VolumeStore(Transactions transactions, VolumeRows rows, FormationStore formations, AppLock lock) {
    this.transactions = transactions;
    this.rows = rows;
    this.formations = formations;
    this.lock = lock;
  }

  /** Before its files are made. */
  public void prepare(UUID id, VolumeName name, VolumeSize size, Instant at) {
    var row = new VolumeRow(id, null, name.value(), size.mebibytes(), "", "", false, Stamp.of(at));
    transactions.write(() -> {
      rows.save(row);
      return row;
    });
  }

  /** After its files were made: from now on it is the app's. */
  public Volume give(UUID id, AppId app, VolumeName name) {
    return transactions.write(
        () -> {
          lock.take(app);
          if (volumes(app).size() >= Volume.MOST) {
            throw full(Volume.MOST);
          }
          rows.give(id, app.value());
          return need(app, name);
        },
        () -> taken(name));
  }

  public static Rejected full(int volumes) {
    return Rejected.invalid("This app has " + volumes + " volumes, the most.");
  }

  public static Rejected taken(VolumeName name) {
    return Rejected.conflict(
        "This app has a volume '" + name + "' already: choose another name, or use that one.");
  }

  /** By name. */
  public List<Volume> of(AppId app) {
    return transactions.read(() -> volumes(app));
  }

  /** After it has grown. One that is larger by now stays so. */
  public Volume resize(AppId app, VolumeName name, VolumeSize size) {
    return transactions.write(() -> {
      lock.take(app);
      rows.grow(need(app, name).id(), size.mebibytes());
      return need(app, name);
    });
  }

  /** Not found is refused. */
  public Volume named(AppId app, VolumeName name) {
    return transactions.read(() -> need(app, name));
  }

  public Volume mount(AppId app, VolumeName name, Mounting mounting) {
    return transactions.write(() -> {
      lock.take(app);
      Volume volume = need(app, name);
      requireFree(app, volume, mounting.path());
      String only = mounting.only().map(ProcessType::name).orElse("");
      rows.mount(volume.id(), mounting.path().value(), only, mounting.readOnly());
      restart(app, mounting);
      return need(app, name);
    });
  }

  private void requireFree(AppId app, Volume volume, ContainerPath path) {
    volume
        .mounting()
        .ifPresent(mounting -> {
          throw Rejected.conflict(
              "Volume '%s' is mounted at %s already. First: paas storage:unmount %s"
                  .formatted(volume.name(), mounting, volume.name()));
        });
    for (Volume other : volumes(app)) {
      if (other.mounting().filter(mounting -> mounting.path().equals(path)).isPresent()) {
        throw Rejected.conflict(
            "Volume '%s' is mounted at %s: choose another path, or first: paas storage:unmount %s"
                .formatted(other.name(), path, other.name()));
      }
    }
  }

  private void restart(AppId app, Mounting mounting) {
    Formation formation = formations.of(app);
    Set<Slot> slots = new HashSet<>();
    formation.quantities().keySet().stream()
        .filter(mounting::concerns)
        .forEach(type -> slots.addAll(formation.slots(type)));
    formations.restart(app, slots);
  }

  /** Its files stay. */
  public Volume unmount(AppId app, VolumeName name) {
    return transactions.write(() -> {
      lock.take(app);
      Volume volume = need(app, name);
      Mounting mounting =
          volume
              .mounting()
              .orElseThrow(() ->
                  Rejected.conflict(
                      "Volume '" + name + "' is not mounted: there is nothing to do."));
      rows.mount(volume.id(), "", "", false);
      restart(app, mounting);
      return need(app, name);
    });
  }

  /** From now on it is nobody's, and to be removed; one that is mounted is refused. */
  public Volume disown(AppId app, VolumeName name) {
    return transactions.write(() -> {
      lock.take(app);
      Volume volume = need(app, name);
      volume
          .mounting()
          .ifPresent(mounting -> {
            throw Rejected.conflict(
                "Volume '%s' is mounted at %s and cannot be destroyed. First: paas storage:unmount %s"
                    .formatted(name, mounting, name));
          });
      rows.disown(volume.id());
      return volume;
    });
  }

  /** Those without an app. */
  public List<UUID> ownerless() {
    return transactions.read(() -> rows.ownerless().stream().map(VolumeRow::id).toList());
  }

  /** After the files of one without an app were removed. Idempotent. */
  public void forget(UUID id) {
    transactions.write(() -> rows.forget(id));
  }

  private List<Volume> volumes(AppId app) {
    return rows.of(app.value()).stream().map(VolumeStore::volume).toList();
  }

  private Volume need(AppId app, VolumeName name) {
    return volumes(app).stream()
        .filter(volume -> volume.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Rejected.notFound(
                "volume",
                "This app has no volume '" + name + "': see `paas storage` for those it has."));
  }

  private static Volume volume(VolumeRow row) {
    return new Volume(
        row.id(),
        new VolumeName(row.name()),
        new VolumeSize(row.sizeMb()),
        mounting(row),
        row.createdAt());
  }

  private static Optional<Mounting> mounting(VolumeRow row) {
    return Optional.of(row.mountPath())
        .filter(path -> !path.isEmpty())
        .map(path ->
            new Mounting(
                new ContainerPath(path),
                Optional.of(row.processType())
                    .filter(type -> !type.isEmpty())
                    .map(ProcessType::new),
                row.readOnly()));
  }
}
