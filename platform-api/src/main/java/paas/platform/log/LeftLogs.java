package paas.platform.log;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import paas.platform.app.App;
import paas.platform.collect.Collectable;
import paas.platform.collect.Collected;
import paas.platform.collect.Reclaimed;
import paas.platform.store.AppStore;
import paas.router.logs.LogRouter;
import paas.router.logs.StreamId;

/** The logs of apps that are no more: what a kill in the middle of a destruction leaves. */
final class LeftLogs implements Collectable {
  private final LogRouter router;
  private final AppStore apps;

  LeftLogs(LogRouter router, AppStore apps) {
    this.router = router;
    this.apps = apps;
  }

  /** The apps are asked for last: an app whose log was seen is among them, or destroyed. */
  @Override
  public Collected collect() {
    List<StreamId> streams = router.streams();
    Set<String> living =
        apps.all().stream().map(App::id).map(Object::toString).collect(Collectors.toSet());
    List<StreamId> left =
        streams.stream().filter(stream -> !living.contains(stream.value())).toList();
    left.forEach(router::delete);
    return Collected.all(
        left.isEmpty()
            ? List.of()
            : List.of(new Reclaimed(Optional.empty(), Reclaimed.Kind.LOG, left.size(), 0)));
  }
}
