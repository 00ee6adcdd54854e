package paas.runner.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.Ipam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.Scope;
import paas.runner.engine.Engine;
import paas.runner.network.HostRoutes;
import paas.runner.network.NetworkBlock;
import paas.runner.network.NetworkName;
import paas.runner.network.Subnet;

/**
 * Each app's own bridge network, made when it is first needed. Found by label, so that a second app
 * never gets into it. Safe for concurrent use by one process.
 */
final class AppNetworks {
  /** Moby refuses a subnet that another network has got meanwhile with this status. */
  private static final int OVERLAP = 403;

  private static final int ATTEMPTS = 8;

  private final Engine engine;
  private final Scope scope;
  private final NetworkBlock block;
  private final HostRoutes routes;

  /** One creation at a time: finding none, choosing a subnet and claiming it are one step. */
  private final Semaphore creation = new Semaphore(1);

  AppNetworks(Engine engine, Scope scope, NetworkBlock block, HostRoutes routes) {
    this.engine = engine;
    this.scope = scope;
    this.block = block;
    this.routes = routes;
  }

  /** The id of the app's network, which is made if there is none. */
  String ensure(AppKey app) {
    return find(app).orElseGet(() -> createOnce(app));
  }

  /** Removes the app's network. It must have no running containers. Idempotent. */
  void remove(AppKey app) {
    for (String id : ids(app)) {
      Calls.ask(() -> {
        try {
          return engine.client().removeNetworkCmd(id).exec();
        } catch (NotFoundException gone) {
          return null;
        }
      });
    }
  }

  /** Those that have one. */
  List<AppKey> apps() {
    return list(List.of(Labels.PLATFORM + "=" + scope.platform(), Labels.APP)).stream()
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
    return list(labels).stream().map(Network::getId).toList();
  }

  private List<Network> list(List<String> labels) {
    return Calls.ask(() -> engine.client().listNetworksCmd().withFilter("label", labels).exec());
  }

  private String createOnce(AppKey app) {
    creation.acquireUninterruptibly();
    try {
      return find(app).orElseGet(() -> create(app));
    } finally {
      creation.release();
    }
  }

  private String create(AppKey app) {
    List<Subnet> refused = new ArrayList<>();
    while (true) {
      Subnet subnet = choose(app, refused);
      try {
        return create(app, subnet);
      } catch (EngineRefused e) {
        if (e.status() != OVERLAP || refused.size() == ATTEMPTS) {
          throw e;
        }
        refused.add(subnet);
      }
    }
  }

  private String create(AppKey app, Subnet subnet) {
    return Calls.ask(() ->
        engine
            .client()
            .createNetworkCmd()
            .withName(NetworkName.of(scope, app))
            .withDriver("bridge")
            .withCheckDuplicate(true)
            .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet.toString())))
            .withOptions(
                Map.of(
                    "com.docker.network.bridge.name",
                    NetworkName.bridge(scope, app),
                    "com.docker.network.bridge.enable_icc",
                    "true"))
            .withLabels(
                Map.of(
                    Labels.PLATFORM, scope.platform(),
                    Labels.APP, app.id(),
                    Labels.APP_NAME, app.name()))
            .exec()
            .getId());
  }

  private Subnet choose(AppKey app, List<Subnet> refused) {
    List<Subnet> taken =
        Stream.of(routes.read(), engineSubnets(), refused).flatMap(List::stream).toList();
    return block
        .free(taken, app.id().hashCode())
        .orElseThrow(() ->
            new EngineRefused(
                "No free subnet is left in "
                    + block.whole()
                    + " for app '"
                    + app.name()
                    + "'; set PAAS_NETWORK_BLOCK to a block that nothing on this host uses.",
                OVERLAP,
                new IllegalStateException("taken: " + taken.size())));
  }

  private List<Subnet> engineSubnets() {
    return Calls.ask(() -> engine.client().listNetworksCmd().exec()).stream()
        .map(Network::getIpam)
        .filter(Objects::nonNull)
        .map(Ipam::getConfig)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .map(Ipam.Config::getSubnet)
        .filter(subnet -> subnet != null && subnet.indexOf(':') < 0)
        .map(Subnet::around)
        .toList();
  }
}
