package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.Scope;
import paas.runner.docker.HostWall;
import paas.runner.network.HostFirewall;
import paas.runner.network.Openings;
import paas.runner.network.Subnet;

/** A step of a Dockerfile, and a service of the host that listens on all of its addresses. */
@Tag("contract")
class DockerfileWallContractTest {
  @Test
  void stepsReachTheRouterAndNoOtherServiceOfTheHost() throws IOException {
    try (var service = new ServerSocket(0);
        var router = new ServerSocket(0);
        var platform = new TestPlatform()) {
      assertEquals("reached", step(platform, StepWall.NONE, service), "without a wall");
      var scope = new Scope(platform.id);
      var openings = Openings.of(Set.of(router.getLocalPort()), Openings.RESOLVER_FILES);
      var wall = new HostWall(platform.engine, scope, new HostFirewall(scope, openings), true);
      try {
        StepWall steps = () -> wall.holdDefaultBridge()::close;
        assertEquals("cut off", step(platform, steps, service));
        assertEquals("reached", step(platform, steps, router));
      } finally {
        wall.remove();
      }
    }
  }

  private static String step(TestPlatform platform, StepWall wall, ServerSocket service)
      throws IOException {
    String gateway = gateway(platform);
    String run =
        "RUN : %d; timeout 3 bash -c 'echo > /dev/tcp/%s/%d' 2>/dev/null && echo is reached || echo is cut off"
            .formatted(System.nanoTime(), gateway, service.getLocalPort());
    String text = "FROM paas/stack:debian13\n" + run + "\nCMD [\"x\"]\n";
    platform.output.clear();
    try (var builder =
        new Builder(
            platform.engine, platform.settings(1, 1L << 20), InstantSource.system(), wall)) {
      Tree tree = Tree.empty().file("Dockerfile", text);
      var request = platform.request(TestPlatform.app(), tree, Map.of(), BuildLimits.defaults());
      platform.built(builder.build(request, platform.output::add));
    }
    assertTrue(platform.shown().contains("       is "), platform.shown());
    return platform.shown().contains("       is reached") ? "reached" : "cut off";
  }

  /** Of the engine's default bridge: the first address of its subnet unless it was told another. */
  private static String gateway(TestPlatform platform) {
    var found = platform.engine.client().inspectNetworkCmd().withNetworkId("bridge").exec();
    var config = found.getIpam().getConfig().getFirst();
    Subnet subnet = Subnet.parse(Objects.requireNonNull(config.getSubnet()));
    String first = new Subnet(subnet.base() + 1, 32).toString().replace("/32", "");
    return Objects.requireNonNullElse(config.getGateway(), first);
  }
}
