package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.AppKey;
import paas.runner.State;
import paas.runner.network.HostFirewall;
import paas.runner.network.NetworkBlock;
import paas.runner.network.Openings;
import paas.runner.network.Subnet;
import paas.runner.network.Wall;

/** Changes the host's firewall for bridges of its own only, and takes its rules away again. */
@Tag("contract")
class HostWallTest {
  private Platform platform;
  private ServerSocket service;
  private ServerSocket router;
  private Openings openings;
  private HostWall wall;

  @BeforeEach
  void open() throws IOException {
    platform = Platform.create();
    service = closing(new ServerSocket(0));
    router = closing(new ServerSocket(0));
    openings = Openings.of(Set.of(router.getLocalPort()), Openings.RESOLVER_FILES);
    wall = wall(true);
  }

  @AfterEach
  void close() throws IOException {
    wall.remove();
    service.close();
    router.close();
    platform.close();
  }

  @Test
  void anAppReachesNoneOfTheHostsServicesAtAnyOfItsAddresses() throws IOException {
    for (String address : hostAddresses()) {
      assertEquals("reached", connect(address, service.getLocalPort()), "without rules");
    }
    assertEquals(new Wall.Stands(true), wall.ensure());
    for (String address : hostAddresses()) {
      assertEquals("cut off", connect(address, service.getLocalPort()), address);
    }
  }

  @Test
  void anAppReachesTheRouterAndTheOutside() throws IOException {
    wall.ensure();
    assertEquals("reached", connect(gateway(), router.getLocalPort()));
    for (String outside : openings.resolvers()) {
      assertEquals("reached", connect(outside, 53), "the name server " + outside);
    }
  }

  @Test
  void theCloudsMetadataServiceIsRefusedAtOnce() {
    wall.ensure();
    String said = output("nc -w 5 169.254.169.254 80 </dev/null 2>&1");
    assertTrue(said.contains("refused"), said);
  }

  @Test
  void anotherAppsBridgeIsCoveredThoughItCameLater() throws IOException {
    wall.ensure();
    AppKey later = Platform.app("later");
    String command = connecting(gateway(), service.getLocalPort());
    assertEquals("cut off", output(later, command));
    assertEquals(new Wall.Stands(false), wall.ensure());
  }

  /** Docker takes its own rules for that away, for a moment, whenever it makes a network. */
  @Test
  void appsStayApartWhileDockerMakesNetworks() {
    AppKey other = Platform.app("other");
    var web = platform.instances().start(platform.instance("exec httpd -f -p 5000"));
    String address = assertInstanceOf(State.Running.class, web.state()).address();
    String once = "nc -w 1 " + address + " 5000 </dev/null >/dev/null 2>&1";
    String listens = "until " + once + "; do :; done; echo reached";
    assertEquals("reached\n", output(listens));
    assertEquals("", output(other, "true"), "its bridge is there, as that of a deployed app");
    assertEquals(new Wall.Stands(true), wall.ensure());

    // Refused or not, none waits for the one before.
    String tries =
        "end=$(($(date +%s) + 8)); while [ $(date +%s) -lt $end ]; do if "
            + once
            + "; then echo reached; fi & sleep 0.02; done; wait";
    var attempts = CompletableFuture.supplyAsync(() -> output(other, tries));
    int made = 0;
    while (!attempts.isDone() || made < 3) {
      parts().networks().remove(networked(Platform.app("more")));
      made++;
    }
    assertEquals("", attempts.join());
    assertEquals("reached\n", output(listens));
  }

  @Test
  void aNetworkIsNamedInTheRulesBeforeAnythingRunsOnIt() throws Exception {
    String id = parts(wall::networkMade).networks().ensure(platform.app);
    var network = platform.engine.client().inspectNetworkCmd().withNetworkId(id).exec();
    String bridge = network.getOptions().get("com.docker.network.bridge.name");
    String rules = iptables("-t", "security", "-S");
    assertTrue(rules.contains("-i " + bridge + " -j DROP"), rules);
  }

  private AppKey networked(AppKey app) {
    parts().networks().ensure(app);
    return app;
  }

  @Test
  void rulesThatWereFlushedComeBack() throws Exception {
    wall.ensure();
    iptables("-F", "PAAS-" + platform.scope.platform());
    assertEquals("reached", connect(gateway(), service.getLocalPort()));
    assertEquals(new Wall.Stands(true), wall.ensure());
    iptables("-D", "INPUT", "-j", "PAAS-" + platform.scope.platform());
    assertEquals(new Wall.Stands(true), wall.ensure());
    iptables("-t", "security", "-F", "PAAS-" + platform.scope.platform() + "-OUT");
    assertEquals(new Wall.Stands(true), wall.ensure());
    assertEquals("cut off", connect(gateway(), service.getLocalPort()));
    assertEquals(new Wall.Stands(false), wall.ensure());
  }

  @Test
  void aRestartedPlatformTakesOverTheRulesOnce() throws Exception {
    wall.ensure();
    assertEquals(new Wall.Stands(true), wall(true).ensure());
    String jump = "-A INPUT -j PAAS-" + platform.scope.platform();
    assertEquals(1, iptables("-S").lines().filter(jump::equals).count());
  }

  @Test
  void nothingIsLeftWhereItIsNotWanted() throws Exception {
    wall.ensure();
    try (HostWall.Hold _ = wall.holdDefaultBridge()) {
      assertTrue(iptables("-S").contains("PAAS-" + platform.scope.platform() + "-OUT"));
    }
    assertEquals(new Wall.Unwanted(), wall(false).ensure());
    assertFalse(iptables("-S").contains(platform.scope.platform()));
    assertFalse(iptables("-t", "security", "-S").contains(platform.scope.platform()));
  }

  @Test
  void somebodyElsesContainerOnTheDefaultBridgeKeepsItsWay() throws Exception {
    String gateway = defaultGateway();
    String command = "nc -l -p 4000 >/dev/null; " + connecting(gateway, service.getLocalPort());
    try (var container = new DefaultBridgeContainer(platform, command)) {
      try (HostWall.Hold _ = wall.holdDefaultBridge()) {
        assertEquals("reached", container.after(4000));
      }
    }
  }

  /** Closes each connection at once. */
  private static ServerSocket closing(ServerSocket server) {
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          server.accept().close();
        }
      } catch (IOException closed) {
        return;
      }
    });
    return server;
  }

  private HostWall wall(boolean wanted) {
    var firewall = new HostFirewall(platform.scope, openings);
    return new HostWall(platform.engine, platform.scope, firewall, wanted);
  }

  private String connect(String address, int port) {
    return output(connecting(address, port));
  }

  /** What is connected and not closed by the other side within 5 s was reached, too. */
  private static String connecting(String address, int port) {
    return "busybox timeout 5 nc -w 3 %s %d </dev/null >/dev/null 2>&1; case $? in 0 | 143) printf reached;; *) printf 'cut off';; esac"
        .formatted(address, port);
  }

  private String output(String command) {
    return output(platform.app, command);
  }

  private String output(AppKey app, String command) {
    var out = new ByteArrayOutputStream();
    platform
        .oneOffs()
        .start(platform.oneOff(app, command, Map.of(), Optional.empty()))
        .await((stream, bytes) -> out.writeBytes(bytes));
    return out.toString(UTF_8);
  }

  /** Its gateway, and those of its addresses that are on no app's bridge. */
  private List<String> hostAddresses() throws IOException {
    var addresses = new ArrayList<>(List.of(gateway()));
    NetworkInterface.networkInterfaces()
        .filter(each -> !each.getName().startsWith("paas") && !each.getName().startsWith("br-"))
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet4Address.class::isInstance)
        .filter(address -> !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .forEach(addresses::add);
    return addresses;
  }

  private String gateway() {
    return gateway(parts().networks().ensure(platform.app));
  }

  private DockerParts parts() {
    return parts(() -> {});
  }

  private DockerParts parts(Runnable networkMade) {
    return DockerParts.wire(
        platform.engine,
        platform.scope,
        NetworkBlock.parse("10.212.0.0/16"),
        platform.volumes,
        networkMade);
  }

  private String defaultGateway() {
    return gateway("bridge");
  }

  /** The first address of its subnet, which the engine takes unless it is told another. */
  private String gateway(String network) {
    var found = platform.engine.client().inspectNetworkCmd().withNetworkId(network).exec();
    Subnet subnet = Subnet.parse(found.getIpam().getConfig().getFirst().getSubnet());
    return new Subnet(subnet.base() + 1, 32).toString().replace("/32", "");
  }

  private static String iptables(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("iptables", "-w"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text;
  }
}
