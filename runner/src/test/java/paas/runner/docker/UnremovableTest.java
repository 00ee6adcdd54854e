package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.State;
import paas.runner.engine.Engine;
import paas.runner.network.NetworkBlock;

/** What the engine will not remove, or what somebody else made, holds up nothing. */
@Tag("contract")
class UnremovableTest {
  private Platform platform;
  private SocketRelay relay;
  private Engine engine;
  private DockerRunner runner;

  @TempDir private Path dir;

  @BeforeEach
  void open() throws IOException {
    platform = Platform.create();
    Path socket = dir.resolve("relay.sock");
    relay = SocketRelay.listen(socket, Platform.SOCKET);
    engine = new Engine(socket);
    runner = platform.runner(engine);
  }

  @AfterEach
  void close() throws IOException {
    runner.close();
    engine.close();
    relay.close();
    platform.close();
  }

  private void refuseToRemove(InstanceId id) {
    relay.refused = line -> line.startsWith("DELETE ") && line.contains(id.value());
  }

  /** One whose start a kill cut off. */
  private InstanceId created() {
    InstanceSpec spec = platform.instance("sleep 600");
    DockerParts parts =
        DockerParts.wire(
            platform.engine,
            platform.scope,
            NetworkBlock.parse("10.212.0.0/16"),
            platform.volumes,
            () -> {});
    Blueprint blueprint = Blueprint.of(Labels.of(platform.scope, spec), spec);
    return parts.containers().create(blueprint, parts.networks().ensure(spec.app()), List.of());
  }

  @Test
  void aLeftoverThatStaysDoesNotKeepTheOthers() {
    InstanceId stuck = created();
    created();
    refuseToRemove(stuck);
    assertEquals(1, runner.instances().removeLeftovers());
    assertEquals(
        List.of(stuck), platform.instances().list().stream().map(one -> one.id()).toList());
  }

  /** Neither its name nor its address is in the way. */
  @Test
  void anInstanceIsStartedBesideADeadOneOfTheSameNameThatStays() {
    InstanceId stuck = runner.instances().start(platform.instance("exit 1")).id();
    runner.instances().stop(stuck, Duration.ofSeconds(10));
    refuseToRemove(stuck);
    assertThrows(EngineRefused.class, () -> runner.instances().remove(stuck));
    Instance next = runner.instances().start(platform.instance("sleep 600"));
    assertTrue(next.state() instanceof State.Running);
    assertTrue(
        runner.instances().find(stuck).orElseThrow().state() instanceof State.Exited,
        "the other is not dead");
    relay.refused = line -> false;
    runner.instances().remove(stuck);
    assertEquals(
        List.of(next.id()), platform.instances().list().stream().map(one -> one.id()).toList());
  }

  @Test
  void anAppWithAContainerThatStaysIsFoundAgainByItsNetwork() {
    platform.instances().start(platform.instance(platform.app, 2, "sleep 600", Map.of()));
    InstanceId stuck = platform.instances().start(platform.instance("sleep 600")).id();
    refuseToRemove(stuck);
    assertThrows(EngineRefused.class, () -> runner.instances().removeApp(platform.app));
    assertEquals(
        List.of(stuck), platform.instances().list().stream().map(one -> one.id()).toList());
    assertEquals(List.of(platform.app), runner.instances().presentApps());
    relay.refused = line -> false;
    runner.instances().removeApp(platform.app);
    assertEquals(List.of(), runner.instances().presentApps());
  }

  /** {@code docker network prune} takes the network of an app whose containers have all exited. */
  @Test
  void anAppIsFoundAgainByItsContainersWhereItsNetworkIsGone() {
    InstanceId id = platform.instances().start(platform.instance("sleep 600")).id();
    platform.instances().stop(id, Duration.ZERO);
    platform.engine.client().removeNetworkCmd(network(platform.app)).exec();
    assertEquals(List.of(platform.app), platform.instances().presentApps());
    platform.instances().removeApp(platform.app);
    assertEquals(List.of(), platform.instances().presentApps());
  }

  @Test
  void whatIsStartedWhileAnAppIsRemovedGoesToo() {
    InstanceId first = platform.instances().start(platform.instance("sleep 600")).id();
    AtomicBoolean begun = new AtomicBoolean();
    relay.refused =
        line -> {
          if (line.startsWith("DELETE ")
              && line.contains(first.value())
              && begun.compareAndSet(false, true)) {
            platform.instances().start(platform.instance(platform.app, 2, "sleep 600", Map.of()));
          }
          return false;
        };
    runner.instances().removeApp(platform.app);
    assertTrue(begun.get());
    assertEquals(List.of(), platform.instances().list());
    assertEquals(List.of(), platform.instances().presentApps());
  }

  @Test
  void aContainerThatSomebodyPutOnAnAppsNetworkRunsOnWithoutIt() throws IOException {
    platform.instances().start(platform.instance("sleep 600"));
    try (var foreign = new DefaultBridgeContainer(platform, "sleep 600")) {
      foreign.join(network(platform.app));
      platform.instances().removeApp(platform.app);
      assertEquals(List.of(), platform.instances().presentApps());
      assertTrue(foreign.runs());
    }
  }

  private String network(AppKey app) {
    return platform
        .engine
        .client()
        .listNetworksCmd()
        .withFilter("label", List.of(Labels.APP + "=" + app.id()))
        .exec()
        .getFirst()
        .getId();
  }

  @Test
  void aNetworkWhoseLabelsAreNotWholeIsLeftAlone() {
    platform.instances().start(platform.instance("sleep 600"));
    label(Map.of(Labels.APP, "no id", Labels.APP_NAME, "shop"));
    label(Map.of("paas.link", "no-ids"));
    assertEquals(List.of(platform.app), platform.instances().presentApps());
    assertEquals(List.of(), platform.runner.links().list());
    assertFalse(platform.instances().list().isEmpty());
  }

  private void label(Map<String, String> some) {
    Map<String, String> labels = new HashMap<>(some);
    labels.put(Labels.PLATFORM, platform.scope.platform());
    platform
        .engine
        .client()
        .createNetworkCmd()
        .withName("paas-" + platform.scope.platform() + "-" + some.size() + "-by-hand")
        .withInternal(true)
        .withLabels(labels)
        .exec();
  }
}
