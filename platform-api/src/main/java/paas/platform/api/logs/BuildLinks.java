package paas.platform.api.logs;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Addresses;
import paas.platform.api.BuildAccess;
import paas.platform.api.guard.Caller;
import paas.platform.api.guard.Roles;
import paas.platform.api.link.Links;
import paas.platform.api.wire.Resource;
import paas.platform.fault.Rejected;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;

/** Links to builds' output, and what is behind them. */
@Resource
public final class BuildLinks {
  private static final int MAX_LINKS = 10_000;
  private static final Duration UNUSED = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofHours(1);

  private record Target(Caller caller, BuildRecord build) {}

  private final Links<Target> links;
  private final BuildAccess access;
  private final BuildStore builds;
  private final Roles roles;
  private final Addresses addresses;

  BuildLinks(
      BuildAccess access,
      BuildStore builds,
      Roles roles,
      Addresses addresses,
      InstantSource clock) {
    this.links = new Links<>(clock, UNUSED, IDLE, MAX_LINKS);
    this.access = access;
    this.builds = builds;
    this.roles = roles;
    this.addresses = addresses;
  }

  /** A URL that shows this build's output to whoever has it. */
  public String issue(Caller caller, BuildRecord build) {
    return addresses.url("/build-streams/" + links.issue(new Target(caller, build)));
  }

  @Get("/build-streams/{secret}")
  @Produces(MediaType.TEXT_PLAIN)
  @Allows(Permission.LINK)
  HttpResponse<InputStream> stream(String secret) {
    Target target = links.use(secret).filter(this::allowed).orElseThrow(BuildLinks::gone);
    InputStream kept = access.output(target.build().id()).orElseGet(() -> waiting(target));
    return HttpResponse.<InputStream>ok(new BuildOutputStream(kept, () -> goesOn(target)))
        .contentType(LogForm.PLAIN.mediaType())
        .header("X-Accel-Buffering", "no");
  }

  /** A build that waits for its turn has printed nothing yet. */
  private InputStream waiting(Target target) {
    if (!pending(target)) {
      throw gone();
    }
    return new KeptOutput(() -> access.output(target.build().id()));
  }

  private boolean goesOn(Target target) {
    return (pending(target) || access.underWay(target.build().id())) && allowed(target);
  }

  private boolean pending(Target target) {
    return builds
        .find(target.build().id())
        .filter(build -> build.status() instanceof BuildStatus.Pending)
        .isPresent();
  }

  private boolean allowed(Target target) {
    return roles.still(target.caller(), target.build().app(), Permission.APP_READ);
  }

  private static Rejected gone() {
    return Rejected.notFound("build_output", "This output is not there (any more).");
  }
}
