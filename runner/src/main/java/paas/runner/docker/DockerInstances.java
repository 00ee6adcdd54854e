package paas.runner.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.Instances;
import paas.runner.Listener;
import paas.runner.State;

/** Instances as hardened containers on a Docker engine, adopted by their labels. */
public final class DockerInstances implements Instances {
  private final DockerParts parts;
  private final Sightings sightings;

  DockerInstances(DockerParts parts) {
    this.parts = parts;
    this.sightings = new Sightings(parts.containers(), parts.scope());
  }

  @Override
  public List<Instance> list() {
    return sightings.list(List.of(kind())).stream().map(Seen::asInstance).toList();
  }

  @Override
  public List<Instance> list(String app) {
    return list(app, Set.of());
  }

  @Override
  public List<Instance> list(String app, Set<InstanceId> stopping) {
    List<String> labels = List.of(kind(), Labels.APP + "=" + app);
    return sightings.some(labels, stopping).stream().map(Seen::asInstance).toList();
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return sightings
        .find(id)
        .filter(seen -> seen.labels().kind() == Labels.Kind.INSTANCE)
        .map(Seen::asInstance);
  }

  @Override
  public Instance start(InstanceSpec spec) {
    var blueprint = Blueprint.of(Labels.of(parts.scope(), spec), spec);
    InstanceId id = parts.starter().start(blueprint);
    return find(id)
        .orElseThrow(() ->
            new EngineRefused(
                "Container " + id.value() + " was removed as it started; start it again.",
                404,
                new IllegalStateException(spec.toString())));
  }

  @Override
  public boolean stop(InstanceId id, Duration grace) {
    return parts.containers().stop(id, grace);
  }

  @Override
  public void resume(InstanceId id) {
    parts.containers().resume(id);
    sightings.doubt(id);
  }

  @Override
  public void remove(InstanceId id) {
    parts.containers().remove(id);
    sightings.forget(id);
  }

  @Override
  public List<Listener> listeners(InstanceId id) {
    return parts
        .containers()
        .inspect(id)
        .map(found -> found.getState().getPidLong())
        .filter(pid -> pid > 0)
        .map(pid -> parts.listenerTable().of(pid))
        .orElse(List.of());
  }

  @Override
  public Optional<Path> logPath(InstanceId id) {
    return parts
        .containers()
        .inspect(id)
        .map(InspectContainerResponse::getLogPath)
        .filter(path -> !path.isEmpty())
        .map(Path::of);
  }

  @Override
  public Watch watch(Consumer<News> changed) {
    return EngineWatch.start(
        parts.containers(),
        parts.scope(),
        news -> {
          sightings.doubt(news.id());
          changed.accept(news);
        });
  }

  @Override
  public List<AppKey> presentApps() {
    Map<String, AppKey> apps = new LinkedHashMap<>();
    parts.networks().apps().forEach(app -> apps.put(app.id(), app));
    sightings.apps().forEach(app -> apps.putIfAbsent(app.id(), app));
    return List.copyOf(apps.values());
  }

  @Override
  public void removeApp(AppKey app) {
    parts.removal().remove(app);
  }

  @Override
  public int removeLeftovers() {
    List<InstanceId> cutOff =
        sightings.list(List.of(kind())).stream()
            .filter(seen -> seen.state() instanceof State.Created)
            .map(Seen::id)
            .toList();
    int removed = parts.containers().removeLeft(cutOff);
    cutOff.forEach(sightings::forget);
    return removed;
  }

  private static String kind() {
    return Labels.KIND + "=" + Labels.Kind.INSTANCE.label();
  }
}
