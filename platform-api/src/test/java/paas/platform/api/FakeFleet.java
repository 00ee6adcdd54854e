package paas.platform.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.app.AppId;
import paas.platform.deploy.Awaited;
import paas.platform.deploy.Examination;
import paas.platform.deploy.InstanceView;
import paas.platform.deploy.Settled;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.AppStore;

/** Control loops that only remember what they were told. */
final class FakeFleet implements Fleet {
  final List<AppId> woken = new CopyOnWriteArrayList<>();
  final List<AppId> rerouted = new CopyOnWriteArrayList<>();
  final Map<AppId, List<InstanceView>> instances = new ConcurrentHashMap<>();
  final Map<ProcessType, Slot> deaf = new ConcurrentHashMap<>();
  List<Examination.Outcome> outcomes = List.of();
  Optional<AppStore> apps = Optional.empty();
  final Map<UUID, ReleaseStatus> ended = new ConcurrentHashMap<>();

  @Override
  public void wake(AppId app) {
    woken.add(app);
  }

  /** At once. */
  @Override
  public void reroute(Collection<AppId> apps) {
    apps.forEach(this::wake);
    rerouted.addAll(apps);
  }

  @Override
  public void ended(UUID release, ReleaseStatus status) {
    ended.put(release, status);
  }

  @Override
  public List<InstanceView> instances(AppId app) {
    return instances.getOrDefault(app, List.of());
  }

  /** At once. */
  @Override
  public Settled awaitSettled(AppId app, Awaited awaited, Duration atMost) {
    List<String> states =
        instances(app).stream()
            .filter(instance -> awaited.types().contains(instance.slot().type()))
            .map(InstanceView::state)
            .filter(state -> awaited.gone() || !state.equals("stopping"))
            .toList();
    if (states.contains("crashed")) {
      return Settled.CRASHED;
    }
    return states.stream().allMatch("up"::equals) ? Settled.YES : Settled.LATE;
  }

  @Override
  public List<Examination.Outcome> examine(AppId app, Slot slot) {
    return outcomes;
  }

  @Override
  public Optional<Slot> deaf(AppId app, ProcessType type) {
    return Optional.ofNullable(deaf.get(type));
  }

  @Override
  public void destroy(AppId app) {
    apps.orElseThrow().delete(app);
  }
}
