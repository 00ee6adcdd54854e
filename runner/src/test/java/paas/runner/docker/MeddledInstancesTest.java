package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.Instance;
import paas.runner.InstanceSpec;
import paas.runner.State;
import paas.runner.network.NetworkBlock;

/** Instances to which something happens that the platform did not do, or did not end. */
@Tag("contract")
class MeddledInstancesTest {
  private static Platform platform;

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @AfterEach
  void removeInstances() {
    platform.instances().list().forEach(each -> platform.instances().remove(each.id()));
  }

  private static State.Running running(Instance instance) {
    return (State.Running) instance.state();
  }

  @Test
  void aPausedInstanceIsSeenAsSuchAndGoesOn() {
    Instance instance = platform.instances().start(platform.instance("sleep 600"));
    platform.engine.client().pauseContainerCmd(instance.id().value()).exec();
    Platform.await("it is paused", () -> running(platform.instances().list().getFirst()).paused());
    platform.instances().resume(instance.id());
    assertEquals(List.of(instance), platform.instances().list());
    platform.instances().resume(instance.id());
    platform.instances().remove(instance.id());
    platform.instances().resume(instance.id());
  }

  @Test
  void anInstanceWhoseNetworkWasTakenAwayIsCutOff() {
    Instance instance = platform.instances().start(platform.instance("sleep 600"));
    var client = platform.engine.client();
    String network =
        String.valueOf(
            client
                .inspectContainerCmd(instance.id().value())
                .exec()
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getNetworkID());
    client
        .disconnectFromNetworkCmd()
        .withForce(true)
        .withContainerId(instance.id().value())
        .withNetworkId(network)
        .exec();
    client.removeNetworkCmd(network).exec();
    assertEquals(
        new State.CutOff(running(instance).since()),
        platform.instances().list().getFirst().state());
    platform.instances().remove(instance.id());
    running(platform.instances().start(platform.instance("sleep 600")));
  }

  @Test
  void aContainerWhoseLabelsAreNotWholeIsNoNews() throws IOException {
    Set<String> apps = ConcurrentHashMap.newKeySet();
    Map<String, String> labels =
        Map.of(
            Labels.PLATFORM,
            platform.scope.platform(),
            Labels.KIND,
            Labels.Kind.INSTANCE.label(),
            Labels.APP,
            "no id");
    try (var watch = platform.instances().watch(news -> apps.add(news.app()));
        var before = new DefaultBridgeContainer(platform, "sleep 600", labels)) {
      platform.instances().start(platform.instance("sleep 600"));
      Platform.await("news comes", () -> apps.contains(platform.app.id()));
      assertEquals(Set.of(platform.app.id()), apps);
    }
  }

  @Test
  void containersWhoseCreationWasCutOffAreCleaned() {
    InstanceSpec spec = platform.instance("sleep 600");
    DockerParts parts =
        DockerParts.wire(
            platform.engine,
            platform.scope,
            NetworkBlock.parse("10.212.0.0/16"),
            platform.volumes,
            () -> {});
    parts
        .containers()
        .create(
            Blueprint.of(Labels.of(platform.scope, spec), spec),
            parts.networks().ensure(spec.app()),
            List.of());
    Instance runs = platform.instances().start(platform.instance("sleep 600"));
    assertEquals(1, platform.instances().removeLeftovers());
    assertEquals(List.of(runs), platform.instances().list());
  }
}
