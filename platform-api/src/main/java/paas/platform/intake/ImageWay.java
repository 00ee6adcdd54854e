package paas.platform.intake;

import java.util.Optional;
import paas.platform.app.App;
import paas.platform.build.ImageBuilds;
import paas.platform.store.BuildOrder;
import paas.platform.store.QueuedBuild;

/** Deploys of images, uploaded or on the engine already. */
final class ImageWay implements Way {
  private final ImageBuilds images;
  private final Uploads uploads;

  ImageWay(ImageBuilds images, Uploads uploads) {
    this.images = images;
    this.uploads = uploads;
  }

  @Override
  public Optional<Arrival> arrival(App app, QueuedBuild queued) {
    String version = queued.build().commit();
    return switch (queued.order()) {
      case BuildOrder.UploadedImage(var source, var procfile) ->
          Optional.of(
              new Arrival(
                  (build, console, whenGone) ->
                      images.load(
                          app,
                          build,
                          uploads.find(source).orElseThrow(ArchiveWay::gone),
                          procfile,
                          version,
                          console::line,
                          whenGone),
                  new UploadNotes(uploads, source)));
      case BuildOrder.NamedImage(var reference, var trusted, var procfile) ->
          Optional.of(
              new Arrival(
                  (build, console, whenGone) ->
                      images.adopt(
                          app, build, reference, trusted, procfile, version, console::line),
                  Notes.NONE));
      case BuildOrder.Upload u -> Optional.empty();
      case BuildOrder.Archive a -> Optional.empty();
      case BuildOrder.Sync s -> Optional.empty();
    };
  }
}
