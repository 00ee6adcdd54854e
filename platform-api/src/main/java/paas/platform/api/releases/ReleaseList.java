package paas.platform.api.releases;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import paas.platform.api.guard.AppCall;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.range.Range;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.ReleaseStore;

/**
 * Lists releases. By version, which is how everybody asks, the store reads one page only, as each
 * release carries an encrypted snapshot.
 */
@Singleton
final class ReleaseList {
  private static final Listing<Release> LISTING =
      new Listing<>(
          new Attribute<>("version", release -> release.version().number(), Long::valueOf),
          Attribute.id(Release::id));

  private final ReleaseStore releases;
  private final ReleaseShapes shapes;

  ReleaseList(ReleaseStore releases, ReleaseShapes shapes) {
    this.releases = releases;
    this.shapes = shapes;
  }

  HttpResponse<List<Shape>> answer(HttpRequest<?> request, AppCall call) {
    Range range = Listing.requested(request);
    return LISTING.answer(request, read(call.app(), range), shapes.in(call));
  }

  /** Enough to know whether there is more: one beyond the page, and one for an open bound. */
  private List<Release> read(App app, Range range) {
    boolean byVersion = range.attribute().isEmpty() || range.attribute().equals("version");
    if (!byVersion || range.last().isPresent()) {
      return releases.list(app.id(), range.descending(), Integer.MAX_VALUE, Optional.empty());
    }
    return releases.list(app.id(), range.descending(), range.max() + 2, start(range));
  }

  private static Optional<ReleaseVersion> start(Range range) {
    return range
        .first()
        .map(Range.Bound::value)
        .filter(value -> value.matches("[1-9][0-9]{0,17}"))
        .map(Long::valueOf)
        .map(ReleaseVersion::new);
  }
}
