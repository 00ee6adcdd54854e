package paas.platform.api.logs;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Addresses;
import paas.platform.api.guard.Caller;
import paas.platform.api.guard.Roles;
import paas.platform.api.link.Links;
import paas.platform.api.wire.Resource;
import paas.platform.deploy.ReleaseOutput;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.ReleaseStore;

/** Links to what releases printed, and what is behind them. */
@Resource
public final class ReleaseLinks {
  private static final int MAX_LINKS = 10_000;
  private static final Duration UNUSED = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofHours(1);

  private record Target(Caller caller, Release release) {}

  private final Links<Target> links;
  private final ReleaseOutput output;
  private final ReleaseStore releases;
  private final Roles roles;
  private final Addresses addresses;

  ReleaseLinks(
      ReleaseOutput output,
      ReleaseStore releases,
      Roles roles,
      Addresses addresses,
      InstantSource clock) {
    this.links = new Links<>(clock, UNUSED, IDLE, MAX_LINKS);
    this.output = output;
    this.releases = releases;
    this.roles = roles;
    this.addresses = addresses;
  }

  /**
   * A URL that shows to whoever has it what the release printed, and goes on printing; absent where
   * it never printed anything and will not.
   */
  public Optional<String> issue(Caller caller, Release release) {
    return output.has(release.app(), release.id()) || awaits(release)
        ? Optional.of(addresses.url("/release-streams/" + links.issue(new Target(caller, release))))
        : Optional.empty();
  }

  private static boolean awaits(Release release) {
    return beforeRollOut(release.status())
        && release.slug().filter(slug -> slug.has(ProcessType.RELEASE)).isPresent();
  }

  @Get("/release-streams/{secret}")
  @Produces(MediaType.TEXT_PLAIN)
  @Allows(Permission.LINK)
  HttpResponse<InputStream> stream(String secret) {
    Target target = links.use(secret).filter(this::allowed).orElseThrow(ReleaseLinks::gone);
    Release release = target.release();
    InputStream kept = new LateFile(() -> output.read(release.app(), release.id()));
    return HttpResponse.<InputStream>ok(new BuildOutputStream(kept, () -> goesOn(target)))
        .contentType(LogForm.PLAIN.mediaType())
        .header("X-Accel-Buffering", "no");
  }

  private boolean goesOn(Target target) {
    return releases
            .find(target.release().id())
            .filter(release -> beforeRollOut(release.status()))
            .isPresent()
        && allowed(target);
  }

  /** While its release phase is to come or runs. */
  private static boolean beforeRollOut(ReleaseStatus status) {
    return switch (status) {
      case ReleaseStatus.Recorded r -> true;
      case ReleaseStatus.Preparing p -> true;
      case ReleaseStatus.Rolling r -> false;
      case ReleaseStatus.Succeeded s -> false;
      case ReleaseStatus.Failed f -> false;
    };
  }

  private boolean allowed(Target target) {
    return roles.still(target.caller(), target.release().app(), Permission.APP_READ);
  }

  private static Rejected gone() {
    return Rejected.notFound("release_output", "This output is not there (any more).");
  }
}
