package paas.runner.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.ContainerNetworkConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.Scope;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;
import paas.runner.network.HostFirewall;
import paas.runner.network.NetworkName;
import paas.runner.network.Wall;
import paas.runner.network.Walled;

/**
 * Keeps the containers of one platform from the host's own services, and its apps apart. BuildKit
 * runs the steps of a Dockerfile on the engine's default bridge and takes no other: that one is
 * walled off while they run, but for the containers that are somebody else's. Thread-safe.
 */
public final class HostWall {
  private static final Logger log = LoggerFactory.getLogger(HostWall.class);
  private static final String DEFAULT = "bridge";
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

  /** BuildKit's sandboxes have names of another form. */
  private static final String CONTAINER_ID = "[0-9a-f]{64}";

  private final Engine engine;
  private final Scope scope;
  private final HostFirewall firewall;
  private final boolean wanted;
  private final AtomicInteger builds = new AtomicInteger();

  /** One look at a time: an older picture must not be written over a newer one. */
  private final Semaphore looks = new Semaphore(1);

  /** Our bridges as the engine named them last; {@code looks} guards it. */
  private List<String> known = List.of();

  /** {@code firewall} is this platform's; where it is not wanted, its rules are taken away. */
  public HostWall(Engine engine, Scope scope, HostFirewall firewall, boolean wanted) {
    this.engine = engine;
    this.scope = scope;
    this.firewall = firewall;
    this.wanted = wanted;
  }

  /** A build's hold on the default bridge; ending it twice is a bug. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** Sees to it that the rules hold, cheaply where they do. Wants the engine. */
  public Wall ensure() {
    looks.acquireUninterruptibly();
    try {
      return look();
    } finally {
      looks.release();
    }
  }

  private Wall look() {
    if (!wanted) {
      firewall.remove();
      return new Wall.Unwanted();
    }
    Optional<Walled.Shared> shared = builds.get() > 0 ? shared() : Optional.empty();
    return firewall.ensure(walled(shared));
  }

  /** The rules name it from now on. Whoever needed it goes on where that cannot be. */
  public void networkMade() {
    try {
      ensure();
    } catch (RuntimeException e) {
      log.warn("A new network is not named in the firewall's rules before the next look", e);
    }
  }

  /** Walls off the default bridge until the hold is closed. */
  public Hold holdDefaultBridge() {
    builds.incrementAndGet();
    try {
      ensure();
    } catch (RuntimeException e) {
      builds.decrementAndGet();
      throw e;
    }
    return this::release;
  }

  /** Takes the rules away. */
  public void remove() {
    firewall.remove();
  }

  private void release() {
    builds.decrementAndGet();
    try {
      ensure();
    } catch (RuntimeException e) {
      // The build is over, whatever becomes of this.
      log.warn("Rules for the default bridge stay until the next look at the firewall", e);
    }
  }

  /** All that are called as ours are, and those of networks from before they were called so. */
  private Walled walled(Optional<Walled.Shared> shared) {
    String prefix = NetworkName.bridges(scope);
    try {
      known = known();
    } catch (EngineUnavailable e) {
      log.debug("The firewall's rules name the networks that there were", e);
    }
    Stream<String> others = known.stream().filter(bridge -> !bridge.startsWith(prefix));
    return new Walled(Stream.concat(Stream.of(prefix + "+"), others).toList(), known, shared);
  }

  private List<String> known() {
    return Calls.ask(() -> engine.client().listNetworksCmd().withFilter("label", label()).exec())
        .stream()
        .map(network -> bridge(network, "br-" + network.getId().substring(0, 12)))
        .sorted()
        .toList();
  }

  private List<String> label() {
    return List.of(Labels.PLATFORM + "=" + scope.platform());
  }

  /** Empty where the engine was told to have no default bridge. */
  private Optional<Walled.Shared> shared() {
    return Calls.ask(() -> {
      try {
        return Optional.of(
            shared(engine.client().inspectNetworkCmd().withNetworkId(DEFAULT).exec()));
      } catch (NotFoundException none) {
        return Optional.empty();
      }
    });
  }

  private static Walled.Shared shared(Network network) {
    Map<String, ContainerNetworkConfig> containers =
        Objects.requireNonNullElse(network.getContainers(), Map.of());
    List<String> others =
        containers.entrySet().stream()
            .filter(entry -> entry.getKey().matches(CONTAINER_ID))
            .map(entry -> entry.getValue().getIpv4Address())
            .filter(address -> address != null && address.contains("/"))
            .map(address -> address.substring(0, address.indexOf('/')))
            .sorted()
            .toList();
    return new Walled.Shared(bridge(network, "docker0"), others);
  }

  private static String bridge(Network network, String otherwise) {
    Map<String, String> options = Objects.requireNonNullElse(network.getOptions(), Map.of());
    return options.getOrDefault(BRIDGE_NAME, otherwise);
  }
}
