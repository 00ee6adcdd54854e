package paas.runner.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.Ipam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import paas.runner.EngineRefused;
import paas.runner.engine.Engine;
import paas.runner.network.HostRoutes;
import paas.runner.network.NetworkBlock;
import paas.runner.network.Subnet;

/** Makes bridge networks in subnets that nothing on this host uses. Thread-safe. */
record Bridges(Engine engine, NetworkBlock block, HostRoutes routes, Runnable made) {
  /** Moby refuses a subnet that another network has got meanwhile with this status. */
  private static final int OVERLAP = 403;

  private static final int ATTEMPTS = 8;

  /**
   * A network to be made.
   *
   * @param purpose whose it is, for error messages, and so where the search for a subnet begins
   * @param internal whether nothing is routed out of it
   */
  record Plan(
      String name, String bridge, String purpose, boolean internal, Map<String, String> labels) {}

  /** Returns its id. */
  String create(Plan plan) {
    List<Subnet> refused = new ArrayList<>();
    while (true) {
      Subnet subnet = choose(plan, refused);
      try {
        String id = create(plan, subnet);
        made.run();
        return id;
      } catch (EngineRefused e) {
        if (e.status() != OVERLAP || refused.size() == ATTEMPTS) {
          throw e;
        }
        refused.add(subnet);
      }
    }
  }

  /** Those that carry all of these labels. */
  List<Network> list(List<String> labels) {
    return Calls.ask(() -> engine.client().listNetworksCmd().withFilter("label", labels).exec());
  }

  /** Idempotent. Refused while running containers are on it, see {@link BridgeRemoval}. */
  void remove(String id) {
    Calls.ask(() -> {
      try {
        return engine.client().removeNetworkCmd(id).exec();
      } catch (NotFoundException gone) {
        return null;
      }
    });
  }

  private String create(Plan plan, Subnet subnet) {
    return Calls.ask(() ->
        engine
            .client()
            .createNetworkCmd()
            .withName(plan.name())
            .withDriver("bridge")
            .withCheckDuplicate(true)
            .withEnableIpv6(false) // whatever the engine's default is: the wall is IPv4's
            .withInternal(plan.internal())
            .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet.toString())))
            .withOptions(
                Map.of(
                    "com.docker.network.bridge.name",
                    plan.bridge(),
                    "com.docker.network.bridge.enable_icc",
                    "true"))
            .withLabels(plan.labels())
            .exec()
            .getId());
  }

  private Subnet choose(Plan plan, List<Subnet> refused) {
    List<Subnet> taken =
        Stream.of(routes.read(), engineSubnets(), refused).flatMap(List::stream).toList();
    return block
        .free(taken, plan.name().hashCode())
        .orElseThrow(() ->
            new EngineRefused(
                "No free subnet is left in "
                    + block.whole()
                    + " for "
                    + plan.purpose()
                    + "; set PAAS_NETWORK_BLOCK to a block that nothing on this host uses.",
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
