package paas.platform.api.backup;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.store.DatabaseCopies;
import paas.platform.store.ReleaseStore;

/** Copies of the database on the platform's own machine; our own extension, for admins. */
@Resource("/database-snapshots")
final class SnapshotsController {
  private final DatabaseCopies copies;
  private final ReleaseStore releases;

  SnapshotsController(DatabaseCopies copies, ReleaseStore releases) {
    this.copies = copies;
    this.releases = releases;
  }

  /**
   * The path of the copy, null where the database is a PostgreSQL server, and the images that the
   * apps in it run: before and after, for a deploy may end in between.
   */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.ADMIN)
  Shape create() {
    Set<String> images = new TreeSet<>(releases.imagesInUse());
    Optional<Path> copy = copies.copy();
    images.addAll(releases.imagesInUse());
    return Shape.empty()
        .with("database", copy.map(Path::toString))
        .texts("images", List.copyOf(images));
  }
}
