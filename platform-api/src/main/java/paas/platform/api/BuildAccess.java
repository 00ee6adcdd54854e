package paas.platform.api;

import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.release.ImageDigest;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildRecord;

/** What the API asks of the builds. Thread-safe. */
public interface BuildAccess {
  /** Ends the build; a conflict when it has ended. Returns at once. */
  void cancel(AppId app, UUID build);

  /** A pending build of this app, which begins when its turn comes. */
  BuildRecord order(App app, BuildOrder order, String version, String by);

  /** Whether more output may come: it is being built, or what it became is being rolled out. */
  boolean underWay(UUID build);

  /** Whether the engine still has this image. */
  boolean hasImage(ImageDigest image);

  /** Forgets the app's build cache; a conflict while a build uses it. */
  void purgeCache(App app);

  /** What it printed up to now; absent when nothing was kept. The caller closes it. */
  Optional<InputStream> output(UUID build);
}
