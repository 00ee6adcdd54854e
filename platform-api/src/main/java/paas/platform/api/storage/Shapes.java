package paas.platform.api.storage;

import java.util.Optional;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.disks.Fill;
import paas.platform.release.ProcessType;
import paas.platform.storage.Mounting;
import paas.platform.storage.Volume;

/** What a volume looks like to clients. */
final class Shapes {
  private Shapes() {}

  static Shape of(App app, Volume volume, Optional<Fill> fill) {
    return Shape.reference(volume.id(), volume.name().value())
        .with("size", volume.size().toString())
        .with("size_mb", volume.size().mebibytes())
        .withObject("usage", fill.map(Shapes::usage))
        .withObject("mount", volume.mounting().map(Shapes::mount))
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("created_at", volume.createdAt());
  }

  private static Shape usage(Fill fill) {
    return Shape.empty().with("total_bytes", fill.total()).with("used_bytes", fill.used());
  }

  private static Shape mount(Mounting mounting) {
    return Shape.empty()
        .with("path", mounting.path().value())
        .with("type", mounting.only().map(ProcessType::name))
        .with("read_only", mounting.readOnly());
  }
}
