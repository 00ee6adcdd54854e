package paas.runner.docker;

import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.Scope;

/**
 * Takes everything of an app off the engine: its containers of any kind, its links, its network.
 */
final class AppRemoval {
  /** A container whose removal is already under way holds the network for a moment longer. */
  private static final int ATTEMPTS = 40;

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int ACTIVE_ENDPOINTS = 403;

  private final Containers containers;
  private final AppNetworks networks;
  private final LinkNetworks links;
  private final Scope scope;

  AppRemoval(Containers containers, AppNetworks networks, LinkNetworks links, Scope scope) {
    this.containers = containers;
    this.networks = networks;
    this.links = links;
    this.scope = scope;
  }

  void remove(AppKey app) {
    List<String> labels =
        List.of(Labels.PLATFORM + "=" + scope.platform(), Labels.APP + "=" + app.id());
    for (int attempt = 1; !attempt(app, labels, attempt == ATTEMPTS); attempt++) {
      Pause.of(PAUSE);
    }
  }

  private boolean attempt(AppKey app, List<String> labels, boolean last) {
    // Before the network, by which an app is found again of which a container stays.
    removeContainers(labels);
    if (!containers.list(labels).isEmpty()) {
      // One that was started meanwhile, or is on its way out.
      requireMoreAttempts(app, last);
      return false;
    }
    try {
      links.removeAll(app);
      networks.remove(app);
      return true;
    } catch (EngineRefused e) {
      if (last || e.status() != ACTIVE_ENDPOINTS) {
        throw e;
      }
      return false;
    }
  }

  private static void requireMoreAttempts(AppKey app, boolean last) {
    if (last) {
      throw new EngineRefused(
          "Containers of app " + app.name() + " are there again, or still, after their removal.",
          ACTIVE_ENDPOINTS,
          new IllegalStateException());
    }
  }

  /** One that the engine refuses to remove holds up no other. */
  private void removeContainers(List<String> labels) {
    Optional<EngineRefused> refused = Optional.empty();
    for (Container each : containers.list(labels)) {
      try {
        containers.remove(new InstanceId(each.getId()));
      } catch (EngineRefused e) {
        refused.ifPresent(e::addSuppressed);
        refused = Optional.of(e);
      }
    }
    refused.ifPresent(last -> {
      throw last;
    });
  }
}
