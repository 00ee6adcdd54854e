package paas.platform.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.collect.Collectable;
import paas.platform.collect.Collected;
import paas.platform.collect.Reclaimed;
import paas.platform.store.AppStore;
import paas.runner.AppKey;
import paas.runner.Instances;
import paas.runner.RunnerException;

/**
 * The containers and networks of apps that are no more: what a kill within a destruction leaves, or
 * the engine would not remove then.
 */
final class LeftContainers implements Collectable {
  private static final Logger LOG = LoggerFactory.getLogger(LeftContainers.class);

  /** A round looks at all that there is: after these, what stays comes with other rounds. */
  private static final int ROUNDS_FOR_IT = 10;

  private record Refusal(String why, int times) {}

  private final Instances instances;
  private final AppStore apps;
  private final Predicate<AppId> tended;
  private final Map<AppKey, Refusal> refusals = new HashMap<>();

  /** {@code tended} says whether a loop works for the app, and takes its things away in order. */
  LeftContainers(Instances instances, AppStore apps, Predicate<AppId> tended) {
    this.instances = instances;
    this.apps = apps;
    this.tended = tended;
  }

  /** Images, volumes and caches are in use as long as a container has them. */
  @Override
  public boolean comesFirst() {
    return true;
  }

  /**
   * The apps are asked for after what the engine has of them, the loops last: an app of which
   * something was seen is among the apps, or destroyed; then a loop is at it, or was.
   */
  @Override
  public Collected collect() {
    List<AppKey> present = instances.presentApps();
    Set<AppId> living = apps.all().stream().map(App::id).collect(Collectors.toSet());
    List<AppKey> left =
        present.stream()
            .filter(app -> !living.contains(id(app)) && !tended.test(id(app)))
            .distinct()
            .toList();
    refusals.keySet().retainAll(left);
    List<Reclaimed> reclaimed = new ArrayList<>();
    left.stream()
        .filter(this::removed)
        .map(app -> new Reclaimed(Optional.empty(), Reclaimed.Kind.DESTROYED_APP, 1, 0))
        .forEach(reclaimed::add);
    return new Collected(
        reclaimed, refusals.values().stream().anyMatch(refusal -> refusal.times() < ROUNDS_FOR_IT));
  }

  private static AppId id(AppKey app) {
    return new AppId(UUID.fromString(app.id()));
  }

  private boolean removed(AppKey app) {
    try {
      instances.removeApp(app);
      refusals.remove(app);
      return true;
    } catch (RunnerException e) {
      refused(app, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void refused(AppKey app, String why) {
    Refusal before = refusals.getOrDefault(app, new Refusal("", 0));
    refusals.put(app, new Refusal(why, before.times() + 1));
    if (!before.why().equals(why)) {
      LOG.warn(
          "What is left of the destroyed app {} cannot be removed: {} It is tried again. If it"
              + " stays (docker ps -a --filter label=paas.app={}), restart Docker",
          app.name(),
          why,
          app.id());
    }
  }
}
