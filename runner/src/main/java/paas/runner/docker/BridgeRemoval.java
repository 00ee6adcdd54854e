package paas.runner.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.ContainerNetworkConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.EngineRefused;
import paas.runner.Scope;

/**
 * Removes bridges with whatever is on them: the engine refuses that while a container runs on one,
 * as somebody may have put there one that is none of the platform's. Thread-safe.
 */
record BridgeRemoval(Containers containers, Bridges bridges, Scope scope) {
  private static final Logger log = LoggerFactory.getLogger(BridgeRemoval.class);

  /** What the engine calls an endpoint whose container it does not know; it goes by its name. */
  private static final String LOST = "ep-";

  /** What is on it is taken off it, and runs on. Idempotent. */
  void remove(String id) {
    remove(id, true);
  }

  /** The same, but the platform's own stay on it: while there are any, the engine refuses. */
  void removeUnlessOurs(String id) {
    remove(id, false);
  }

  private void remove(String id, boolean oursToo) {
    Set<String> ours = ours(); // before it is looked at, as some may be on their way out
    find(id)
        .ifPresent(found -> {
          Map<String, ContainerNetworkConfig> joined =
              Objects.requireNonNullElse(found.getContainers(), Map.of());
          if (!joined.isEmpty()) {
            ours.addAll(ours()); // and after it, as others may come
            joined.forEach((container, end) -> {
              boolean own = ours.contains(container);
              if (oursToo || !own) {
                disconnect(id, container, end);
              }
              if (!own && !container.startsWith(LOST)) {
                tellForeign(found.getName(), end);
              }
            });
          }
          bridges.remove(id);
        });
  }

  private Set<String> ours() {
    Set<String> ids = new HashSet<>();
    containers
        .list(List.of(Labels.PLATFORM + "=" + scope.platform()))
        .forEach(container -> ids.add(container.getId()));
    return ids;
  }

  private Optional<Network> find(String id) {
    return Calls.ask(() -> {
      try {
        return Optional.of(
            containers.engine().client().inspectNetworkCmd().withNetworkId(id).exec());
      } catch (NotFoundException gone) {
        return Optional.empty();
      }
    });
  }

  private void disconnect(String network, String container, ContainerNetworkConfig end) {
    String name = container.startsWith(LOST) ? end.getName() : container;
    try {
      Calls.ask(() ->
          containers
              .engine()
              .client()
              .disconnectFromNetworkCmd()
              .withNetworkId(network)
              .withContainerId(name)
              .withForce(true)
              .exec());
    } catch (EngineRefused e) {
      // Gone, or going. If it still holds the network, the refusal to remove that says so.
      log.debug("Container {} could not be taken off network {}", name, network, e);
    }
  }

  private static void tellForeign(String network, ContainerNetworkConfig end) {
    log.warn(
        "Container {} is none of the platform's. It was taken off network {}, which is removed, and"
            + " runs on",
        end.getName(),
        network);
  }
}
