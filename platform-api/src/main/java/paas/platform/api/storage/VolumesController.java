package paas.platform.api.storage;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.deploy.disks.Disks;
import paas.platform.formation.ContainerPath;
import paas.platform.release.ProcessType;
import paas.platform.storage.Mounting;
import paas.platform.storage.Volume;
import paas.platform.storage.VolumeName;
import paas.platform.storage.VolumeSize;
import paas.platform.store.VolumeStore;

/** An app's volumes: made, resized, mounted, taken away, destroyed. */
@Resource("/apps/{app}/volumes")
final class VolumesController {
  private final VolumeStore store;
  private final Disks disks;
  private final Fleet fleet;
  private final Journal journal;

  VolumesController(VolumeStore store, Disks disks, Fleet fleet, Journal journal) {
    this.store = store;
    this.disks = disks;
    this.fleet = fleet;
    this.journal = journal;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return store.of(call.app().id()).stream().map(volume -> shape(call.app(), volume)).toList();
  }

  @Get("/{volume}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String volume) {
    return shape(call.app(), store.named(call.app().id(), new VolumeName(volume)));
  }

  /** Returns once it is there. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape create(AppCall call, Body body) {
    Input input = body.json();
    VolumeName name = new VolumeName(input.need("name"));
    Volume made = disks.create(call.app(), name, VolumeSize.parse(input.need("size")));
    tell(call, "Create volume " + made.name() + " of " + made.size());
    return shape(call.app(), made);
  }

  /** Returns once it has grown; nothing restarts. */
  @Patch("/{volume}")
  @Allows(Permission.APP_WRITE)
  Shape resize(AppCall call, String volume, Body body) {
    VolumeSize size = VolumeSize.parse(body.json().need("size"));
    Volume grown = disks.resize(call.app(), new VolumeName(volume), size);
    tell(call, "Resize volume " + grown.name() + " to " + grown.size());
    return shape(call.app(), grown);
  }

  /** Its files are gone afterwards. */
  @Delete("/{volume}")
  @Allows(Permission.APP_WRITE)
  Shape destroy(AppCall call, String volume) {
    Volume gone = disks.destroy(call.app(), new VolumeName(volume));
    tell(call, "Destroy volume " + gone.name() + " of " + gone.size());
    return Shapes.of(call.app(), gone, Optional.empty());
  }

  /** The instances that it concerns are replaced. */
  @Put("/{volume}/mount")
  @Allows(Permission.APP_WRITE)
  Shape mount(AppCall call, String volume, Body body) {
    Input input = body.json();
    VolumeName name = new VolumeName(volume);
    Mounting mounting =
        new Mounting(
            new ContainerPath(input.need("path")),
            input.text("type").filter(type -> !type.isEmpty()).map(ProcessType::new),
            input.flag("read_only").orElse(false));
    Volume mounted = store.mount(call.app().id(), name, mounting);
    tell(call, "Mount volume " + name + " at " + mounting);
    return shape(call.app(), mounted);
  }

  @Delete("/{volume}/mount")
  @Allows(Permission.APP_WRITE)
  Shape unmount(AppCall call, String volume) {
    VolumeName name = new VolumeName(volume);
    Volume unmounted = store.unmount(call.app().id(), name);
    tell(call, "Unmount volume " + name);
    return shape(call.app(), unmounted);
  }

  private void tell(AppCall call, String what) {
    journal.event(call.app().id(), what + " by user " + call.user().email());
    fleet.wake(call.app().id());
  }

  private Shape shape(App app, Volume volume) {
    return Shapes.of(app, volume, disks.fill(volume));
  }
}
