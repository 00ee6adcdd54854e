package paas.runner.docker;

import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import paas.runner.AppKey;
import paas.runner.Scope;
import paas.runner.network.NetworkName;

/**
 * Each app's own bridge network, made when it is first needed. Found by label, so that a second app
 * never gets into it. Safe for concurrent use by one process.
 */
final class AppNetworks {
  private final Bridges bridges;
  private final Scope scope;

  /** One creation at a time: finding none, choosing a subnet and claiming it are one step. */
  private final Semaphore creation = new Semaphore(1);

  AppNetworks(Bridges bridges, Scope scope) {
    this.bridges = bridges;
    this.scope = scope;
  }

  /** The id of the app's network, which is made if there is none. */
  String ensure(AppKey app) {
    return find(app).orElseGet(() -> createOnce(app));
  }

  /** Removes the app's network. It must have no running containers. Idempotent. */
  void remove(AppKey app) {
    ids(app).forEach(bridges::remove);
  }

  /** Those that have one. */
  List<AppKey> apps() {
    return bridges.list(List.of(Labels.PLATFORM + "=" + scope.platform(), Labels.APP)).stream()
        .map(network -> network.getLabels())
        .map(labels ->
            new AppKey(Labels.need(labels, Labels.APP), Labels.need(labels, Labels.APP_NAME)))
        .toList();
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
