package paas.platform.deploy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.collect.Collectable;
import paas.platform.collect.Collected;
import paas.platform.collect.Reclaimed;
import paas.platform.store.AppStore;

/** What release phases of apps that are no more printed: a kill within a destruction leaves it. */
final class LeftReleaseOutputs implements Collectable {
  private final ReleaseOutput outputs;
  private final AppStore apps;

  LeftReleaseOutputs(ReleaseOutput outputs, AppStore apps) {
    this.outputs = outputs;
    this.apps = apps;
  }

  /** The apps are asked for last: an app whose output was seen is among them, or destroyed. */
  @Override
  public Collected collect() {
    List<AppId> kept = outputs.apps();
    Set<AppId> living = apps.all().stream().map(App::id).collect(Collectors.toSet());
    List<AppId> left = kept.stream().filter(app -> !living.contains(app)).toList();
    left.forEach(outputs::remove);
    return Collected.all(
        left.stream()
            .map(app -> new Reclaimed(Optional.empty(), Reclaimed.Kind.RELEASE_OUTPUT, 1, 0))
            .toList());
  }
}
