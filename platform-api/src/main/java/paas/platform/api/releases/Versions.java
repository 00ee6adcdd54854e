package paas.platform.api.releases;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.api.wire.Ids;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.store.ReleaseStore;

/** Finds a release by how clients name it: {@code 7}, {@code v7} or its id. */
@Singleton
final class Versions {
  private static final Pattern NUMBER = Pattern.compile("v?([1-9][0-9]{0,17})");

  private static final int LOOK_BACK = 200;

  private final ReleaseStore releases;

  Versions(ReleaseStore releases) {
    this.releases = releases;
  }

  /** The newest release of this app with that build. */
  Release withSlug(App app, String id) {
    return releases.list(app.id(), true, LOOK_BACK, Optional.empty()).stream()
        .filter(release -> release.slug().filter(slug -> is(slug, id)).isPresent())
        .findFirst()
        .orElseThrow(
            () -> Rejected.notFound("slug", "Couldn't find that slug: see `paas releases`."));
  }

  private static boolean is(Slug slug, String id) {
    return Ids.parse(id).equals(Optional.of(ReleaseShapes.slugId(slug)));
  }

  /** Of this app; another's is not found. */
  Release find(App app, String name) {
    Matcher matcher = NUMBER.matcher(name);
    Optional<Release> found =
        matcher.matches()
            ? releases.find(app.id(), new ReleaseVersion(Long.parseLong(matcher.group(1))))
            : Ids.parse(name).flatMap(releases::find);
    return found
        .filter(release -> release.app().equals(app.id()))
        .orElseThrow(
            () -> Rejected.notFound("release", "Couldn't find that release: see `paas releases`."));
  }
}
