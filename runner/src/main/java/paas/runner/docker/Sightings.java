package paas.runner.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import paas.runner.AppKey;
import paas.runner.InstanceId;
import paas.runner.Scope;
import paas.runner.State;
import paas.runner.network.NetworkName;

/**
 * Looks at containers. A listing is one call; only what it leaves out (since when, exit code) is
 * inspected, and only once, for it does not change while the listed state and address stay.
 */
final class Sightings {
  private final Containers containers;
  private final Scope scope;
  private final Map<InstanceId, Known> known = new ConcurrentHashMap<>();

  Sightings(Containers containers, Scope scope) {
    this.containers = containers;
    this.scope = scope;
  }

  private record Known(String listed, Labels labels, State state) {
    Known doubted() {
      return new Known("", labels, state);
    }
  }

  /** All of this platform's containers of a kind, by its labels; others are forgotten. */
  List<Seen> list(List<String> kind) {
    List<Seen> seen = some(kind, Set.of());
    known.keySet().retainAll(seen.stream().map(Seen::id).collect(Collectors.toSet()));
    return seen;
  }

  /** This platform's one-offs with these labels besides; others are forgotten, {@code of} these. */
  List<Seen> oneOffs(List<String> labels, Predicate<Labels> of) {
    List<Seen> seen =
        listed(labels).stream()
            .filter(container -> !isInstance(container))
            .map(container -> look(container, Set.of()))
            .flatMap(Optional::stream)
            .toList();
    Set<InstanceId> there = seen.stream().map(Seen::id).collect(Collectors.toSet());
    known.entrySet().removeIf(e -> of.test(e.getValue().labels()) && !there.contains(e.getKey()));
    return seen;
  }

  private static boolean isInstance(Container container) {
    return Labels.Kind.INSTANCE.label().equals(container.getLabels().get(Labels.KIND));
  }

  /**
   * This platform's containers with these labels besides. Of those that are being stopped the last
   * known state will do: the engine answers nothing about one that it is busy with.
   */
  List<Seen> some(List<String> labels, Set<InstanceId> stopping) {
    return listed(labels).stream()
        .map(container -> look(container, stopping))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The apps that have a container of any kind, in any state. */
  List<AppKey> apps() {
    return listed(List.of()).stream()
        .flatMap(container -> labels(container).stream())
        .map(Labels::app)
        .distinct()
        .toList();
  }

  private List<Container> listed(List<String> labels) {
    List<String> all = new ArrayList<>(labels);
    all.add(Labels.PLATFORM + "=" + scope.platform());
    return containers.list(all);
  }

  /** Empty when it is gone, or is none of this platform's. */
  Optional<Seen> find(InstanceId id) {
    return containers.inspect(id).flatMap(found -> seen(id, found));
  }

  /** To be called when something happened to the container. */
  void doubt(InstanceId id) {
    known.computeIfPresent(id, (same, before) -> before.doubted());
  }

  /** To be called when the container is gone. */
  void forget(InstanceId id) {
    known.remove(id);
  }

  private Optional<Seen> look(Container container, Set<InstanceId> stopping) {
    var id = new InstanceId(container.getId());
    Known before = known.get(id);
    Optional<Labels> labels = before == null ? labels(container) : Optional.of(before.labels());
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    String listed = container.getState() + " " + address(networks(container), labels.get());
    if (before != null && (before.listed().equals(listed) || stopping.contains(id))) {
      return Optional.of(new Seen(id, labels.get(), before.state()));
    }
    Optional<Seen> now = find(id);
    now.ifPresent(seen -> known.put(id, new Known(listed, seen.labels(), seen.state())));
    return now;
  }

  private static Optional<Labels> labels(Container container) {
    return Labels.parse(Objects.requireNonNullElse(container.getLabels(), Map.of()));
  }

  private Optional<Seen> seen(InstanceId id, InspectContainerResponse found) {
    Map<String, String> map = found.getConfig().getLabels();
    return Labels.parse(map == null ? Map.of() : map)
        .filter(labels -> labels.scope().equals(scope))
        .map(labels -> new Seen(id, labels, state(found, labels)));
  }

  private static State state(InspectContainerResponse found, Labels labels) {
    ContainerState state = found.getState();
    return switch (Objects.requireNonNullElse(state.getStatus(), "created")) {
      case "exited", "dead", "removing" ->
          new State.Exited(
              Objects.requireNonNullElse(state.getExitCodeLong(), 0L).intValue(),
              Boolean.TRUE.equals(state.getOOMKilled()),
              instant(state.getFinishedAt()));
      case "running", "restarting" -> running(found, labels, false);
      case "paused" -> running(found, labels, true);
      default -> new State.Created();
    };
  }

  /** The engine connects a container before it calls it running: no address, no network. */
  private static State running(InspectContainerResponse found, Labels labels, boolean paused) {
    Instant since = instant(found.getState().getStartedAt());
    String address = address(found.getNetworkSettings().getNetworks(), labels);
    return address.isEmpty()
        ? new State.CutOff(since)
        : new State.Running(since, address, labels.port(), paused);
  }

  private static Map<String, ContainerNetwork> networks(Container container) {
    var settings = container.getNetworkSettings();
    return settings == null ? Map.of() : settings.getNetworks();
  }

  /** On the app's own network: another, of a link, comes and goes. */
  private static String address(@Nullable Map<String, ContainerNetwork> networks, Labels labels) {
    String own = NetworkName.of(labels.scope(), labels.app());
    return Optional.ofNullable(networks)
        .map(all -> all.get(own))
        .map(ContainerNetwork::getIpAddress)
        .orElse("");
  }

  private static Instant instant(@Nullable String text) {
    return text == null || text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
  }
}
