package paas.platform.api.apps;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.api.Addresses;
import paas.platform.api.wire.Moments;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.cert.HttpsSettings;
import paas.platform.store.CertificateStore;
import paas.platform.store.ReleaseStore;
import paas.platform.store.UserStore;

/** How an app is shown. What exists once on this platform (stack, region, …) is a constant. */
@Singleton
final class AppShapes {
  static final String STACK = "debian-13";

  /** Made of the name, as all ids of constants are. */
  static final UUID STACK_ID = UUID.nameUUIDFromBytes(STACK.getBytes(StandardCharsets.UTF_8));

  static final String REGION = "local";

  /** Clients treat any other generation than Heroku's classic one in ways of their own. */
  private static final String GENERATION = "cedar";

  private final Addresses addresses;
  private final UserStore users;
  private final CertificateStore certificates;
  private final ReleaseStore releases;

  AppShapes(
      Addresses addresses, UserStore users, CertificateStore certificates, ReleaseStore releases) {
    this.addresses = addresses;
    this.users = users;
    this.certificates = certificates;
    this.releases = releases;
  }

  Shape of(App app) {
    return of(
        app, owner(app.owner()), certificates.settings(app.id()), releases.releasedAt(app.id()));
  }

  /** For many apps: asks for each owner once, and for all settings and releases at once. */
  Function<App, Shape> many() {
    Map<UUID, Shape> owners = new HashMap<>();
    Map<AppId, HttpsSettings> settings = certificates.allSettings();
    Map<AppId, Instant> released = releases.releasedAt();
    return app ->
        of(
            app,
            owners.computeIfAbsent(app.owner(), this::owner),
            settings.getOrDefault(app.id(), HttpsSettings.DEFAULT),
            Optional.ofNullable(released.get(app.id())));
  }

  private Shape owner(UUID id) {
    String email = users.find(id).map(User::email).map(Email::value).orElse("");
    return Shape.empty().with("id", id).with("email", email);
  }

  private Shape of(App app, Shape owner, HttpsSettings https, Optional<Instant> released) {
    return Shape.empty()
        .with("id", app.id().value())
        .with("name", app.name().value())
        .with("owner", owner)
        .with("created_at", app.createdAt())
        .with("updated_at", app.updatedAt())
        .with("maintenance", app.settings().maintenance())
        .with("deploy_branch", app.settings().deployBranch())
        .with("boot_timeout", app.settings().bootTimeout().toSeconds())
        .with("web_url", addresses.web(app.name()))
        .with("git_url", addresses.git(app.name()))
        .with("stack", constant(STACK))
        .with("build_stack", constant(STACK))
        .with("region", constant(REGION))
        .with("generation", constant(GENERATION))
        .with("create_status", "complete")
        .with("acm", https.automatic())
        .with("internal_routing", false)
        .with("repo_size", 0)
        .with("slug_size", 0)
        .with("released_at", released.map(Moments::of))
        .none("archived_at", "buildpack_provided_description")
        .none("organization", "team", "space");
  }

  /** The id is made of the name, so that it is always the same. */
  private static Shape constant(String name) {
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return Shape.reference(id, name);
  }

  static Shape reference(App app) {
    return Shape.reference(app.id().value(), app.name().value());
  }

  List<Shape> all(List<App> apps) {
    return apps.stream().map(many()).toList();
  }
}
