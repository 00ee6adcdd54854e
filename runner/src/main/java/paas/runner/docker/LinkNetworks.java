package paas.runner.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.AppKey;
import paas.runner.AppLink;
import paas.runner.AppLinks;
import paas.runner.InstanceId;
import paas.runner.Scope;
import paas.runner.network.NetworkName;

/**
 * A network for each link, which the containers of both apps are on beside their own. Nothing is
 * routed out of it, so that no container's default route changes. Safe for concurrent use by one
 * process: a container is made before its links are looked up, a network before its containers are,
 * so that none is missed.
 */
final class LinkNetworks implements AppLinks {
  private static final Logger log = LoggerFactory.getLogger(LinkNetworks.class);

  /** Both ids, the smaller first. */
  private static final String LINK = "paas.link";

  /** With an app's id behind it: that app's name. */
  private static final String END = "paas.link.";

  private final Containers containers;
  private final Bridges bridges;
  private final BridgeRemoval removal;
  private final Scope scope;

  /** One change at a time: looking for a network and making it are one step. */
  private final Semaphore changes = new Semaphore(1);

  LinkNetworks(Containers containers, Bridges bridges, BridgeRemoval removal, Scope scope) {
    this.containers = containers;
    this.bridges = bridges;
    this.removal = removal;
    this.scope = scope;
  }

  @Override
  public void link(AppLink link) {
    changes.acquireUninterruptibly();
    try {
      String id = find(link).map(Network::getId).orElseGet(() -> bridges.create(plan(link)));
      join(id, link.one());
      join(id, link.other());
    } finally {
      changes.release();
    }
  }

  @Override
  public void unlink(AppLink link) {
    changes.acquireUninterruptibly();
    try {
      find(link).ifPresent(this::remove);
    } finally {
      changes.release();
    }
  }

  @Override
  public List<AppLink> list() {
    return bridges.list(List.of(platform(), LINK)).stream()
        .flatMap(network -> link(network).stream())
        .toList();
  }

  /** Puts a container of the app, which was made and not started, on the app's links. */
  void join(InstanceId id, Labels labels) {
    for (Network network : of(labels.app())) {
      connect(network.getId(), id, labels);
    }
  }

  /** The end of all of an app's links. */
  void removeAll(AppKey app) {
    changes.acquireUninterruptibly();
    try {
      of(app).forEach(this::remove);
    } finally {
      changes.release();
    }
  }

  private void join(String network, AppKey app) {
    for (Container container : containers.list(List.of(platform(), Labels.APP + "=" + app.id()))) {
      Labels.parse(container.getLabels())
          .ifPresent(labels -> connect(network, new InstanceId(container.getId()), labels));
    }
  }

  private void connect(String network, InstanceId id, Labels labels) {
    Calls.ask(() -> {
      try {
        return containers
            .engine()
            .client()
            .connectToNetworkCmd()
            .withNetworkId(network)
            .withContainerId(id.value())
            .withContainerNetwork(new ContainerNetwork().withAliases(aliases(labels)))
            .exec();
      } catch (NotFoundException gone) {
        return null;
      } catch (DockerException e) {
        if (connected(network, id)) {
          return null;
        }
        throw e;
      }
    });
  }

  /** Moby has several statuses for what is there already. */
  private boolean connected(String network, InstanceId id) {
    return containers
        .inspect(id)
        .map(found -> found.getNetworkSettings().getNetworks().values())
        .filter(networks -> networks.stream().anyMatch(each -> network.equals(each.getNetworkID())))
        .isPresent();
  }

  private static List<String> aliases(Labels labels) {
    String app = labels.app().name() + ".internal";
    return List.of(labels.type() + "." + app, labels.type() + "." + labels.ordinal() + "." + app);
  }

  private void remove(Network network) {
    removal.remove(network.getId());
  }

  private Optional<Network> find(AppLink link) {
    return bridges.list(List.of(platform(), LINK + "=" + ids(link))).stream().findFirst();
  }

  private List<Network> of(AppKey app) {
    return bridges.list(List.of(platform(), END + app.id()));
  }

  private Bridges.Plan plan(AppLink link) {
    AppKey one = link.one();
    AppKey other = link.other();
    return new Bridges.Plan(
        NetworkName.of(scope, link),
        NetworkName.bridge(scope, link),
        "a link of apps '" + one.name() + "' and '" + other.name() + "'",
        true,
        Map.of(
            Labels.PLATFORM,
            scope.platform(),
            LINK,
            ids(link),
            END + one.id(),
            one.name(),
            END + other.id(),
            other.name()));
  }

  /** Empty when its labels are not whole: such a network is left alone. */
  private static Optional<AppLink> link(Network network) {
    Map<String, String> labels = network.getLabels();
    try {
      String[] ids = Labels.need(labels, LINK).split(" ", 2);
      return Optional.of(new AppLink(end(labels, ids[0]), end(labels, ids[ids.length - 1])));
    } catch (IllegalArgumentException notOurs) {
      log.warn(
          "Docker network {} is labelled as a link of apps, and is none: {}. It is left alone",
          network.getName(),
          notOurs.getMessage());
      return Optional.empty();
    }
  }

  private static AppKey end(Map<String, String> labels, String id) {
    return new AppKey(id, Labels.need(labels, END + id));
  }

  private static String ids(AppLink link) {
    return link.one().id() + " " + link.other().id();
  }

  private String platform() {
    return Labels.PLATFORM + "=" + scope.platform();
  }
}
