package paas.platform.api.processes;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import paas.platform.api.Fleet;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.oneoff.OneOffDesk;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.ReleaseStore;

/** Reads what exists of an app now: its instances, then its one-offs. */
@Singleton
final class Dynos {
  private final Fleet fleet;
  private final OneOffDesk oneOffs;
  private final ReleaseStore releases;

  Dynos(Fleet fleet, OneOffDesk oneOffs, ReleaseStore releases) {
    this.fleet = fleet;
    this.oneOffs = oneOffs;
    this.releases = releases;
  }

  List<Dyno> of(App app) {
    Map<ReleaseVersion, UUID> ids = new HashMap<>();
    return Stream.concat(
            instances(app, ids),
            oneOffs.list(app).stream().map(one -> Dyno.of(app, one, id(app, one.release(), ids))))
        .toList();
  }

  /** The same without its one-offs, for which the engine would be asked. */
  List<Dyno> instances(App app) {
    return instances(app, new HashMap<>()).toList();
  }

  private Stream<Dyno> instances(App app, Map<ReleaseVersion, UUID> ids) {
    return fleet.instances(app.id()).stream()
        .map(view -> Dyno.of(app, view, id(app, view.release(), ids)));
  }

  /** Releases that were pruned while an instance of theirs goes on have none to show. */
  private UUID id(App app, ReleaseVersion version, Map<ReleaseVersion, UUID> known) {
    return known.computeIfAbsent(
        version, v -> releases.find(app.id(), v).map(Release::id).orElse(new UUID(0, v.number())));
  }

  /** By name ({@code web.1}) or id. */
  Dyno named(App app, String nameOrId) {
    return find(app, nameOrId).orElseThrow(Dynos::missing);
  }

  private Optional<Dyno> find(App app, String nameOrId) {
    return of(app).stream()
        .filter(dyno -> dyno.name().equals(nameOrId) || dyno.id().toString().equals(nameOrId))
        .findFirst();
  }

  static Rejected missing() {
    return Rejected.notFound("dyno", "Couldn't find that instance: see `paas ps`.");
  }
}
