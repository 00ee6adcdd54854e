package paas.runner.docker;

import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.AppKey;
import paas.runner.Scope;
import paas.runner.network.NetworkName;

/**
 * Each app's own bridge network, made when it is first needed. Found by label, so that a second app
 * never gets into it. Safe for concurrent use by one process.
 */
final class AppNetworks {
  private static final Logger log = LoggerFactory.getLogger(AppNetworks.class);

  private final Bridges bridges;
  private final BridgeRemoval removal;
  private final Scope scope;

  /** One creation at a time: finding none, choosing a subnet and claiming it are one step. */
  private final Semaphore creation = new Semaphore(1);

  /** Networks that are left alone, by their ids; each is told of once. */
  private final Set<String> strange = ConcurrentHashMap.newKeySet();

  AppNetworks(Bridges bridges, BridgeRemoval removal, Scope scope) {
    this.bridges = bridges;
    this.removal = removal;
    this.scope = scope;
  }

  /** The id of the app's network, which is made if there is none. */
  String ensure(AppKey app) {
    return find(app).orElseGet(() -> createOnce(app));
  }

  /** Removes the app's network; the app's own containers must be gone. Idempotent. */
  void remove(AppKey app) {
    ids(app).forEach(removal::removeUnlessOurs);
  }

  /** Those that have one. A network whose labels are not whole is left alone. */
  List<AppKey> apps() {
    return bridges.list(List.of(Labels.PLATFORM + "=" + scope.platform(), Labels.APP)).stream()
        .flatMap(network -> app(network).stream())
        .toList();
  }

  private Optional<AppKey> app(Network network) {
    Map<String, String> labels = network.getLabels();
    try {
      return Optional.of(
          new AppKey(Labels.need(labels, Labels.APP), Labels.need(labels, Labels.APP_NAME)));
    } catch (IllegalArgumentException notOurs) {
      if (strange.add(network.getId())) {
        log.warn(
            "Docker network {} is labelled as an app's, and is none: {}. It is left alone",
            network.getName(),
            notOurs.getMessage());
      }
      return Optional.empty();
    }
  }

  private Optional<String> find(AppKey app) {
    return ids(app).stream().sorted().findFirst();
  }

  private List<String> ids(AppKey app) {
    List<String> labels =
        List.of(Labels.PLATFORM + "=" + scope.platform(), Labels.APP + "=" + app.id());
    return bridges.list(labels).stream().map(Network::getId).toList();
  }

  private String createOnce(AppKey app) {
    creation.acquireUninterruptibly();
    try {
      return find(app).orElseGet(() -> bridges.create(plan(app)));
    } finally {
      creation.release();
    }
  }

  private Bridges.Plan plan(AppKey app) {
    return new Bridges.Plan(
        NetworkName.of(scope, app),
        NetworkName.bridge(scope, app),
        "app '" + app.name() + "'",
        false,
        Map.of(
            Labels.PLATFORM, scope.platform(),
            Labels.APP, app.id(),
            Labels.APP_NAME, app.name()));
  }
}
