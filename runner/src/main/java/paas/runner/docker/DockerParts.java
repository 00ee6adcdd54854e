package paas.runner.docker;

import java.nio.file.Path;
import java.security.SecureRandom;
import paas.runner.Scope;
import paas.runner.Volumes;
import paas.runner.engine.Engine;
import paas.runner.network.HostRoutes;
import paas.runner.network.NetworkBlock;

/** The pieces that instances and one-offs share, wired once. */
record DockerParts(
    Scope scope,
    Containers containers,
    AppNetworks networks,
    LinkNetworks links,
    Starter starter,
    ListenerTable listenerTable,
    AppRemoval removal) {

  /** {@code networkMade} is run whenever one was, before anything is started on it. */
  static DockerParts wire(
      Engine engine, Scope scope, NetworkBlock block, Volumes volumes, Runnable networkMade) {
    var containers = new Containers(engine, new ContainerNames(scope, new SecureRandom()));
    var bridges = new Bridges(engine, block, new HostRoutes(HostRoutes.MAIN_TABLE), networkMade);
    var removal = new BridgeRemoval(containers, bridges, scope);
    var networks = new AppNetworks(bridges, removal, scope);
    var links = new LinkNetworks(containers, bridges, removal, scope);
    return new DockerParts(
        scope,
        containers,
        networks,
        links,
        new Starter(
            containers, networks, links, new VolumeBinds(volumes, new ContainerUser(containers))),
        new ListenerTable(Path.of("/proc")),
        new AppRemoval(containers, networks, links, scope));
  }
}
