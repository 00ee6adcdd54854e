package paas.runner.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.ContainerNetworkConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    find(id)
        .ifPresent(found -> {
          Map<String, ContainerNetworkConfig> joined =
              new HashMap<>(Objects.requireNonNullElse(found.getContainers(), Map.of()));
          if (!joined.isEmpty()) {
            joined.forEach((container, end) -> disconnect(id, container, end));
            tellForeign(found.getName(), joined);
          }
          bridges.remove(id);
        });
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

  private void tellForeign(String network, Map<String, ContainerNetworkConfig> joined) {
    List<Container> ours = containers.list(List.of(Labels.PLATFORM + "=" + scope.platform()));
    ours.forEach(container -> joined.remove(container.getId()));
    joined
        .values()
        .forEach(end ->
            log.warn(
                "Container {} is none of the platform's. It was taken off network {}, which is"
                    + " removed, and runs on",
                end.getName(),
                network));
  }
}
