package paas.platform.api.builds;

import io.micronaut.http.annotation.Delete;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.BuildAccess;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.Journal;

/** What builds of an app keep from one to the next. Our own. */
@Resource("/apps/{app}/build-cache")
final class BuildCacheController {
  private final BuildAccess builds;
  private final Journal journal;

  BuildCacheController(BuildAccess builds, Journal journal) {
    this.builds = builds;
    this.journal = journal;
  }

  @Delete
  @Allows(Permission.APP_WRITE)
  Shape purge(AppCall call) {
    builds.purgeCache(call.app());
    journal.event(call.app().id(), "Purge build cache by user " + call.user().email());
    return Shape.empty();
  }
}
