package paas.runner.docker;

import com.github.dockerjava.api.model.Mount;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.Ulimit;

/** Volumes, network, create, start: all of it or, whatever fails, nothing. */
final class Starter {
  private static final Logger log = LoggerFactory.getLogger(Starter.class);

  private final Containers containers;
  private final AppNetworks networks;
  private final LinkNetworks links;
  private final VolumeBinds volumes;

  Starter(Containers containers, AppNetworks networks, LinkNetworks links, VolumeBinds volumes) {
    this.containers = containers;
    this.networks = networks;
    this.links = links;
    this.volumes = volumes;
  }

  InstanceId start(Blueprint blueprint) {
    return whole(blueprint, this::run);
  }

  /** The same, with its input, output and exit connected before it starts. */
  StartedOneOff startLinked(Blueprint blueprint) {
    return whole(blueprint, this::runLinked);
  }

  private <T> T whole(Blueprint blueprint, Function<InstanceId, T> start) {
    AppKey app = blueprint.labels().app();
    List<Mount> mounts = volumes.open(blueprint.sandbox());
    InstanceId id = containers.create(blueprint, networks.ensure(app), mounts);
    boolean started = false;
    try {
      volumes.own(id, blueprint.sandbox());
      links.join(id, blueprint.labels());
      T result = start.apply(id);
      started = true;
      return result;
    } catch (NoSuchContainer e) {
      // The engine says 404 of a network, too, that was removed after it had been found.
      throw new EngineRefused(
          "The network of app '" + app.name() + "' went away during a start; try again.", 404, e);
    } catch (EngineRefused e) {
      throw explained(blueprint, e);
    } finally {
      if (!started) {
        discard(id);
      }
    }
  }

  /** runc: "error setting rlimit type 7: operation not permitted", whichever limit it was. */
  private static EngineRefused explained(Blueprint blueprint, EngineRefused e) {
    List<Ulimit> asked = blueprint.sandbox().ulimits();
    if (asked.isEmpty() || !String.valueOf(e.getMessage()).contains("rlimit")) {
      return e;
    }
    return new EngineRefused(
        "This machine's Docker does not give a container the limits %s; ask for less (paas ps:type TYPE --ulimit NAME=SOFT:HARD). %s"
            .formatted(
                asked.stream().map(Ulimit::toString).collect(Collectors.joining(",")),
                e.getMessage()),
        e.status(),
        e);
  }

  private InstanceId run(InstanceId id) {
    containers.start(id);
    return id;
  }

  private StartedOneOff runLinked(InstanceId id) {
    OneOffLink link = Calls.about(id, () -> OneOffLink.open(containers.engine(), id));
    try {
      containers.start(id);
      return new StartedOneOff(id, link, init(id));
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private InitProcess init(InstanceId id) {
    return containers
        .inspect(id)
        .map(found -> found.getState().getPidLong())
        .filter(pid -> pid > 0)
        .map(InitProcess::of)
        .orElseGet(InitProcess::unseen);
  }

  private void discard(InstanceId id) {
    try {
      containers.remove(id);
    } catch (RuntimeException e) {
      // The failure that led here is the one to be told; the next start of the platform cleans up.
      log.warn("Could not remove container {} after its start failed", id.value(), e);
    }
  }
}
