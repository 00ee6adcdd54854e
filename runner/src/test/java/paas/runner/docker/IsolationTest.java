package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.State;
import paas.runner.network.NetworkBlock;
import paas.runner.network.Subnet;

@Tag("contract")
class IsolationTest {
  private static Platform platform;
  private static Platform neighbour;

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
    neighbour = Platform.create();
  }

  @AfterAll
  static void close() {
    neighbour.close();
    platform.close();
  }

  @Test
  void twoPlatformsOnOneEngineDoNotSeeEachOther() {
    Instance ours = platform.instances().start(platform.instance("sleep 600"));
    Instance theirs = neighbour.instances().start(neighbour.instance("sleep 600"));
    assertEquals(List.of(ours), platform.instances().list());
    assertEquals(List.of(theirs), neighbour.instances().list());
    assertEquals(Optional.empty(), platform.instances().find(theirs.id()));
    platform.instances().removeApp(neighbour.app);
    assertEquals(List.of(theirs), neighbour.instances().list());
    platform.instances().remove(ours.id());
  }

  @Test
  void anAppReachesItsOwnInstancesButNoOtherApps() {
    AppKey other = Platform.app("other");
    Instance web = platform.instances().start(platform.instance("httpd -f -p 5000"));
    String address = assertInstanceOf(State.Running.class, web.state()).address();
    Platform.await(
        "it listens",
        () -> new paas.runner.TcpProbe().listening(address, 5000, Duration.ofSeconds(1)));
    String connect =
        "nc -w 3 " + address + " 5000 </dev/null 2>/dev/null && echo reached || echo cut off";
    assertEquals("reached\n", output(platform.app, connect));
    assertEquals("cut off\n", output(other, connect));
    platform.instances().removeApp(other);
    platform.instances().remove(web.id());
  }

  @Test
  void manyStartsAtOnceMakeOneNetworkPerAppAndNoTwoOverlap() throws Exception {
    DockerParts parts =
        DockerParts.wire(
            platform.engine,
            platform.scope,
            NetworkBlock.parse("10.213.0.0/22"),
            platform.volumes,
            () -> {});
    List<AppKey> apps = IntStream.range(0, 3).mapToObj(n -> Platform.app("app-" + n)).toList();
    Set<String> ids = new HashSet<>();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls =
          IntStream.range(0, 12)
              .<Callable<String>>mapToObj(n -> () -> parts.networks().ensure(apps.get(n % 3)))
              .toList();
      for (var each : tasks.invokeAll(calls)) {
        ids.add(each.get());
      }
    }
    assertEquals(3, ids.size());
    List<Subnet> subnets = ids.stream().map(IsolationTest::subnet).toList();
    assertEquals(3, new HashSet<>(subnets).size());
    var block = Subnet.parse("10.213.0.0/22");
    assertTrue(
        subnets.stream()
            .allMatch(each -> each.prefix() == NetworkBlock.APP_PREFIX && block.overlaps(each)));
    apps.forEach(parts.networks()::remove);
  }

  @Test
  void theBridgeCanBeMatchedByFirewallRules() {
    DockerParts parts =
        DockerParts.wire(
            platform.engine,
            platform.scope,
            NetworkBlock.parse("10.214.0.0/24"),
            platform.volumes,
            () -> {});
    AppKey app = Platform.app("bridged");
    String id = parts.networks().ensure(app);
    Network network = platform.engine.client().inspectNetworkCmd().withNetworkId(id).exec();
    String bridge = String.valueOf(network.getOptions().get("com.docker.network.bridge.name"));
    assertTrue(bridge.matches("paas[0-9a-z]{11}"), bridge);
    parts.networks().remove(app);
  }

  @Test
  void aProcessHasNoCapabilitiesAndCanGainNone() {
    String status = output(platform.app, "cat /proc/self/status");
    for (String fact :
        List.of(
            "CapInh:\t0000000000000000",
            "CapPrm:\t0000000000000000",
            "CapEff:\t0000000000000000",
            "CapBnd:\t0000000000000000",
            "CapAmb:\t0000000000000000",
            "NoNewPrivs:\t1",
            "Seccomp:\t2")) {
      assertTrue(status.contains(fact), fact + " in " + status);
    }
  }

  @Test
  void nothingOfTheHostIsMountedAndTheEnginesSocketIsNowhere() {
    var id = platform.instances().start(platform.instance("sleep 600")).id();
    var found = platform.engine.client().inspectContainerCmd(id.value()).exec();
    assertEquals(List.of(), List.copyOf(found.getMounts()));
    var host = found.getHostConfig();
    assertEquals(false, host.getPrivileged());
    assertEquals("", host.getPidMode());
    assertEquals(
        Optional.of((long) Platform.LIMITS.pids()), Optional.ofNullable(host.getPidsLimit()));
    assertEquals(
        "gone\n", output(platform.app, "ls /var/run/docker.sock 2>/dev/null || echo gone"));
    platform.instances().remove(id);
  }

  @Test
  void thereIsNoIpv6PastTheHostsRules() {
    String setting = "/proc/sys/net/ipv6/conf/eth0/disable_ipv6";
    assertEquals("1\n", output(platform.app, "cat " + setting + " 2>/dev/null || echo 1"));
    String change = "(echo 0 >" + setting + ") 2>/dev/null || echo refused";
    assertEquals("refused\n", output(platform.app, change));
  }

  private static Subnet subnet(String networkId) {
    Network network = platform.engine.client().inspectNetworkCmd().withNetworkId(networkId).exec();
    return Subnet.parse(network.getIpam().getConfig().getFirst().getSubnet());
  }

  private static String output(AppKey app, String command) {
    var out = new ByteArrayOutputStream();
    platform
        .oneOffs()
        .start(platform.oneOff(app, command, Map.of(), Optional.empty()))
        .await((stream, bytes) -> out.writeBytes(bytes));
    return out.toString(UTF_8);
  }
}
