package paas.platform.api.apps;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Addresses;
import paas.platform.api.guard.AppCall;
import paas.platform.api.guard.Roles;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Domain;
import paas.platform.app.DomainName;
import paas.platform.app.edge.EdgeSetting;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.formation.Mount;
import paas.platform.store.DomainStore;
import paas.platform.store.EdgeStore;

/** An app's hostnames: its own under the platform's domain, and those that were added. */
@Resource("/apps/{app}/domains")
final class DomainsController {
  private static final Listing<Hostname> LISTING =
      new Listing<>(Attribute.text("hostname", Hostname::name), Attribute.id(Hostname::id));

  private final DomainStore domains;
  private final EdgeStore edges;
  private final Addresses addresses;
  private final HostnameChanges changes;
  private final Journal journal;
  private final InstantSource clock;
  private final HostnameShapes shapes;
  private final Roles roles;

  DomainsController(
      DomainStore domains,
      EdgeStore edges,
      Addresses addresses,
      HostnameChanges changes,
      Journal journal,
      InstantSource clock,
      HostnameShapes shapes,
      Roles roles) {
    this.domains = domains;
    this.edges = edges;
    this.addresses = addresses;
    this.changes = changes;
    this.journal = journal;
    this.clock = clock;
    this.shapes = shapes;
    this.roles = roles;
  }

  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, AppCall call) {
    return LISTING.answer(request, all(call.app()), shapes.of(call.app()));
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape add(AppCall call, Body body) {
    DomainName name = DomainName.parse(body.json().need("hostname").strip());
    if (addresses.owns(name)) {
      throw Rejected.invalid(
          "Domain '" + name + "' belongs to the platform itself: add one of your own.");
    }
    Domain domain =
        domains.add(
            call.app().id(),
            name,
            other -> roles.permits(call.user(), other, Permission.APP_WRITE),
            clock.instant());
    Hostname added = Hostname.custom(call.app(), addresses, domain);
    journal.event(call.app().id(), "Add domain " + name + " by user " + call.user().email());
    changes.added(call.app());
    return shapes.of(call.app()).apply(added);
  }

  @Get("/{domain}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String domain) {
    Hostname found = find(call.app(), domain);
    return shapes.of(call.app()).apply(found);
  }

  /**
   * A certificate is shown for all hostnames that it names, so {@code sni_endpoint} assigns
   * nothing: one that does not name this hostname is refused.
   */
  @Patch("/{domain}")
  @Allows(Permission.APP_WRITE)
  Shape update(AppCall call, String domain, Body body) {
    Hostname found = find(call.app(), domain);
    body.json()
        .reference("sni_endpoint", "name", "id")
        .ifPresent(certificate -> shapes.requireCovered(call.app(), found, certificate));
    return shapes.of(call.app()).apply(found);
  }

  @Delete("/{domain}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String domain) {
    Hostname found = find(call.app(), domain);
    if (!found.custom()) {
      throw Rejected.forbidden("An app's own hostname cannot be removed: rename the app instead.");
    }
    DomainName name = new DomainName(found.name());
    List<Mount> along = changes.under(call.app(), name);
    endCanonical(call, name);
    domains.remove(call.app().id(), name);
    changes.removed(call, name, along);
    return found.shape(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Else whoever adds it again would find all other hostnames redirected to it. */
  private void endCanonical(AppCall call, DomainName name) {
    AppId app = call.app().id();
    if (edges.of(app).canonical().equals(Optional.of(name))) {
      edges.change(app, Map.of(EdgeSetting.CANONICAL, Optional.empty()));
      journal.event(app, "Unset router canonical by user " + call.user().email());
    }
  }

  private List<Hostname> all(App app) {
    List<Hostname> all = new ArrayList<>();
    all.add(Hostname.own(app, addresses));
    domains.of(app.id()).forEach(domain -> all.add(Hostname.custom(app, addresses, domain)));
    return all;
  }

  private Hostname find(App app, String nameOrId) {
    return all(app).stream()
        .filter(
            host -> host.name().equalsIgnoreCase(nameOrId) || host.id().toString().equals(nameOrId))
        .findFirst()
        .orElseThrow(
            () -> Rejected.notFound("domain", "Couldn't find that domain name on this app."));
  }
}
