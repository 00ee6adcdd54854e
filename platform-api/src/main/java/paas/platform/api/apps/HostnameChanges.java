package paas.platform.api.apps;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.DomainName;
import paas.platform.deploy.Journal;
import paas.platform.formation.Mount;
import paas.platform.secure.Showcase;
import paas.platform.secure.acme.AutoCertificates;
import paas.platform.store.MountStore;

/**
 * What follows when an app's hostnames change: the router hears of them before the caller does, and
 * so do those whose paths go along.
 */
@Singleton
final class HostnameChanges {
  private final Fleet fleet;
  private final Showcase showcase;
  private final AutoCertificates automatic;
  private final MountStore mounts;
  private final Journal journal;

  HostnameChanges(
      Fleet fleet,
      Showcase showcase,
      AutoCertificates automatic,
      MountStore mounts,
      Journal journal) {
    this.fleet = fleet;
    this.showcase = showcase;
    this.automatic = automatic;
    this.mounts = mounts;
    this.journal = journal;
  }

  /** The app has another hostname, which is stored. */
  void added(App app) {
    fleet.reroute(List.of(app.id()));
    automatic.expect(app);
    showcase.refresh();
  }

  /** The paths that would go with the domain. */
  List<Mount> under(App app, DomainName host) {
    return mounts.of(app.id()).stream().filter(mount -> mount.host().equals(host)).toList();
  }

  /** A domain is gone, and with it these paths of it. */
  void removed(AppCall call, DomainName host, List<Mount> along) {
    String by = " by user " + call.user().email();
    journal.event(call.app().id(), "Remove domain " + host + names(along) + by);
    along.stream()
        .filter(mount -> !mount.target().equals(call.app().id()))
        .forEach(mount ->
            journal.event(
                mount.target(), mount + " leads here no more: its domain was removed" + by));
    Set<AppId> apps = targets(along);
    apps.add(call.app().id());
    fleet.reroute(apps);
    showcase.refresh();
  }

  private static String names(List<Mount> along) {
    return along.isEmpty()
        ? ""
        : ", and with it " + String.join(", ", along.stream().map(Mount::toString).toList());
  }

  private static Set<AppId> targets(Collection<Mount> along) {
    Set<AppId> targets = new LinkedHashSet<>();
    along.forEach(mount -> targets.add(mount.target()));
    return targets;
  }

  /** Destroys the app, and tells those whose paths go along. */
  void destroy(AppCall call) {
    App app = call.app();
    List<Mount> out =
        mounts.of(app.id()).stream().filter(mount -> !mount.target().equals(app.id())).toList();
    List<Mount> in =
        mounts.to(app.id()).stream().filter(mount -> !mount.app().equals(app.id())).toList();
    fleet.destroy(app.id());
    String destroyed = "app %s was destroyed by user %s".formatted(app.name(), call.user().email());
    out.forEach(
        mount -> journal.event(mount.target(), mount + " leads here no more: " + destroyed));
    in.forEach(
        mount -> journal.event(mount.app(), mount + " leads elsewhere no more: " + destroyed));
    fleet.reroute(targets(out));
  }
}
