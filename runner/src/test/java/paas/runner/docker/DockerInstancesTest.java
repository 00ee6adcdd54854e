package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.ImageDigest;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.Listener;
import paas.runner.NoSuchImage;
import paas.runner.State;
import paas.runner.TcpProbe;
import paas.runner.engine.Engine;

@Tag("contract")
class DockerInstancesTest {
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

  @Test
  void aStartedInstanceIsListedByWhoKnowsNothingButThePlatform() {
    Instance started = platform.instances().start(platform.instance("sleep 600"));
    try (var engine = new Engine(Platform.SOCKET);
        var other = platform.runner(engine)) {
      assertEquals(List.of(started), other.instances().list());
      assertEquals(Optional.of(started), other.instances().find(started.id()));
    }
    assertEquals("web.1", started.name());
    assertEquals(7, started.release());
    assertEquals(3, started.epoch());
    assertEquals(Platform.GRACE, started.grace());
    assertEquals(5000, running(started).port());
  }

  @Test
  void aSecondListingShowsTheSame() {
    platform.instances().start(platform.instance("sleep 600"));
    platform.instances().start(platform.instance("exit 3"));
    Platform.await(
        "one has exited",
        () -> platform.instances().list().stream().anyMatch(DockerInstancesTest::exited));
    assertEquals(platform.instances().list(), platform.instances().list());
    assertEquals(2, platform.instances().list().size());
  }

  @Test
  void aListingOfOneAppShowsNoOthers() {
    AppKey other = Platform.app("other");
    try {
      Instance ours = platform.instances().start(platform.instance("sleep 600"));
      Instance theirs =
          platform.instances().start(platform.instance(other, 1, "sleep 600", Map.of()));
      assertEquals(List.of(theirs), platform.instances().list(other.id()));
      assertEquals(List.of(ours), platform.instances().list(platform.app.id()));
      assertEquals(2, platform.instances().list().size());
    } finally {
      platform.instances().removeApp(other);
    }
  }

  @Test
  void anInstanceIsReachedAtItsOwnAddressAndNothingIsPublished() {
    Instance web = platform.instances().start(platform.instance("httpd -f -p 5000"));
    var probe = new TcpProbe();
    String address = running(web).address();
    Platform.await(
        "it listens", () -> probe.listening(address, running(web).port(), Duration.ofSeconds(1)));
    assertFalse(probe.listening(address, 5001, Duration.ofSeconds(1)));
    var found = platform.engine.client().inspectContainerCmd(web.id().value()).exec();
    assertTrue(
        found.getNetworkSettings().getPorts().getBindings().values().stream()
            .allMatch(bindings -> bindings == null || bindings.length == 0));
  }

  @ParameterizedTest
  @CsvSource({"exit 0,0", "exit 1,1", "exit 42,42", "exit 255,255", "kill -9 $$,137"})
  void theExitCodeIsPassedOn(String command, int code) {
    Instance instance = platform.instances().start(platform.instance(command));
    State.Exited exited = awaitExit(instance.id());
    assertEquals(code, exited.code());
    assertFalse(exited.oomKilled());
    assertTrue(Duration.between(exited.at(), Instant.now()).abs().toMinutes() < 5);
  }

  @Test
  void anInstanceOverItsMemoryIsKilledAndSaysSo() {
    Instance instance =
        platform.instances().start(platform.instance("x=x; while :; do x=$x$x$x; done"));
    assertTrue(awaitExit(instance.id()).oomKilled());
  }

  @Test
  void whatAnInstanceUsesIsMeasuredWhileItRuns() {
    Instance instance =
        platform
            .instances()
            .start(
                platform.instance(
                    "x=x; i=0; while [ $i -lt 23 ]; do x=$x$x; i=$((i + 1)); done; sleep 600; :"));

    Platform.await(
        "its memory is seen",
        () ->
            platform
                .runner
                .usages()
                .of(instance.id())
                .filter(usage -> usage.memoryBytes() > 8_000_000 && usage.cpu().isPositive())
                .isPresent());
    platform.instances().remove(instance.id());
    assertEquals(Optional.empty(), platform.runner.usages().of(instance.id()));
  }

  @Test
  void whatAnInstanceHasWrittenIsSeen() {
    Instance quiet = platform.instances().start(platform.instance("sleep 600"));
    Instance writer =
        platform
            .instances()
            .start(
                Specs.asRoot(platform.instance("mkdir /data && echo x > /data/a.log; sleep 600")));

    Platform.await(
        "the file is seen",
        () -> platform.runner.changes().written(writer.id()).paths().contains("/data/a.log"));
    assertFalse(platform.runner.changes().written(quiet.id()).paths().contains("/data/a.log"));
    platform.instances().remove(quiet.id());
    assertEquals(List.of(), platform.runner.changes().written(quiet.id()).paths());
  }

  @Test
  void sigtermReachesTheChildrenOfAShellThatDoesNotPassItOn() {
    Instance instance =
        platform.instances().start(platform.instance("sleep 600 && echo never; sleep 600"));
    assertFalse(platform.instances().stop(instance.id(), Duration.ofMinutes(5)));
    assertEquals(143, awaitExit(instance.id()).code());
  }

  @Test
  void anInstanceThatIgnoresSigtermIsKilledAfterItsGrace() throws IOException {
    Instance instance =
        platform
            .instances()
            .start(platform.instance("trap '' TERM; echo ready; while :; do sleep 1; done"));
    Platform.await("it traps", () -> log(instance.id()).contains("ready"));
    assertTrue(platform.instances().stop(instance.id(), Duration.ofSeconds(1)));
    assertEquals(137, awaitExit(instance.id()).code());
    assertFalse(platform.instances().stop(instance.id(), Duration.ofSeconds(1)));
  }

  @Test
  void stoppingAndRemovingWhatIsGoneIsFine() {
    Instance instance = platform.instances().start(platform.instance("sleep 600"));
    platform.instances().remove(instance.id());
    platform.instances().remove(instance.id());
    assertFalse(platform.instances().stop(instance.id(), Duration.ofSeconds(1)));
    assertEquals(Optional.empty(), platform.instances().find(instance.id()));
    assertEquals(Optional.empty(), platform.instances().logPath(instance.id()));
  }

  @Test
  void aMissingImageIsToldAndLeavesNothingBehind() {
    var missing = new ImageDigest("sha256:" + "0".repeat(64));
    InstanceSpec spec = Specs.withImage(platform.instance("true"), missing);
    assertThrows(NoSuchImage.class, () -> platform.instances().start(spec));
    assertEquals(List.of(), platform.instances().list());
  }

  @Test
  void aLauncherThatIsMissingExitsWith127AndTheLogSaysWhy() {
    InstanceSpec spec = Specs.withLauncher(platform.instance("true"), List.of("/no/such/launcher"));
    Instance instance = platform.instances().start(spec);
    assertEquals(127, awaitExit(instance.id()).code());
    assertTrue(log(instance.id()).contains("/no/such/launcher"));
  }

  @Test
  void whatTheEngineRefusesIsToldAndLeavesNothingBehind() throws IOException {
    // A working directory that is a file can be created with, but not started in.
    ImageDigest image =
        TestImage.create(platform.engine, List.of("WORKDIR /bin/busybox", "CMD [\"/bin/true\"]"));
    try {
      InstanceSpec spec = Specs.withImage(platform.instance("true"), image);
      var refused = assertThrows(EngineRefused.class, () -> platform.instances().start(spec));
      assertTrue(refused.toString().contains("Docker refused: "), refused::toString);
      assertEquals(List.of(), platform.instances().list());
    } finally {
      platform.engine.client().removeImageCmd(image.value()).withForce(true).exec();
    }
  }

  @Test
  void withoutACommandTheImagesOwnIsRun() {
    InstanceSpec spec = platform.instance("unused");
    Instance instance = platform.instances().start(Specs.withoutCommand(spec));
    awaitExit(instance.id());
    assertTrue(log(instance.id()).contains("image cmd"));
  }

  @Test
  void anInstanceHasNoCapabilitiesAndHardLimits() throws IOException {
    Instance instance =
        platform.instances().start(platform.instance("cat /proc/self/status; sleep 600"));
    Platform.await("it prints", () -> log(instance.id()).contains("NoNewPrivs"));
    assertTrue(log(instance.id()).contains("CapEff:\\u00090000000000000000"));
    assertTrue(log(instance.id()).contains("CapBnd:\\u00090000000000000000"));
    assertTrue(log(instance.id()).contains("NoNewPrivs:\\u00091"));
    var host =
        platform.engine.client().inspectContainerCmd(instance.id().value()).exec().getHostConfig();
    assertEquals(Platform.LIMITS.memoryBytes(), host.getMemory());
    assertEquals(host.getMemory(), host.getMemorySwap());
    assertEquals(128L, host.getPidsLimit());
    assertEquals(1_000_000_000L, host.getNanoCPUs());
    assertEquals("", host.getRestartPolicy().getName());
  }

  @Test
  void moreCpusThanTheHostHasAreCappedNotRefused() {
    InstanceSpec spec = platform.instance("sleep 600");
    var many = new paas.runner.Limits(Platform.LIMITS.memoryBytes(), 512, Platform.LIMITS.pids());
    assertInstanceOf(
        State.Running.class, platform.instances().start(Specs.withLimits(spec, many)).state());
  }

  @Test
  void listenersAreToldWithLoopbackOnesApart() {
    Instance instance =
        platform
            .instances()
            .start(platform.instance("httpd -p 6001; httpd -p 127.0.0.1:6002; sleep 600"));
    Platform.await("both listen", () -> platform.instances().listeners(instance.id()).size() == 2);
    assertEquals(List.of(6001), platform.instances().listeningPorts(instance.id()));
    assertTrue(platform.instances().listeners(instance.id()).contains(new Listener(6002, true)));
  }

  @Test
  void theAddressIsReadAgainAfterARestartBehindOurBack() {
    Instance first = platform.instances().start(platform.instance("sleep 600"));
    platform.instances().list();
    var client = platform.engine.client();
    client.stopContainerCmd(first.id().value()).withTimeout(1).exec();
    assertInstanceOf(State.Exited.class, platform.instances().list().getFirst().state());
    // Another one takes the address meanwhile.
    Instance second =
        platform.instances().start(platform.instance(platform.app, 2, "sleep 600", Map.of()));
    client.startContainerCmd(first.id().value()).exec();
    String now = running(platform.instances().find(first.id()).orElseThrow()).address();
    assertFalse(now.equals(running(second).address()));
    assertTrue(
        platform.instances().list().stream()
            .anyMatch(each -> each.id().equals(first.id()) && running(each).address().equals(now)));
  }

  @Test
  void theWatchTellsOfStartsAndEnds() {
    Set<InstanceId> changed = ConcurrentHashMap.newKeySet();
    try (var watch = platform.instances().watch(news -> changed.add(news.id()))) {
      Instance instance = platform.instances().start(platform.instance("sleep 600"));
      Platform.await("the start is told", () -> changed.contains(instance.id()));
      changed.clear();
      platform.instances().stop(instance.id(), Duration.ofSeconds(5));
      Platform.await("the end is told", () -> changed.contains(instance.id()));
    }
  }

  @Test
  void removingAnAppTakesItsContainersAndItsNetwork() {
    AppKey gone = Platform.app("gone");
    platform.instances().start(platform.instance(gone, 1, "sleep 600", Map.of()));
    platform.instances().start(platform.instance(gone, 2, "sleep 600", Map.of()));
    platform
        .oneOffs()
        .startDetached(platform.oneOff(gone, "sleep 600", Map.of(), Optional.empty()));
    assertTrue(platform.instances().presentApps().contains(gone));
    platform.instances().removeApp(gone);
    platform.instances().removeApp(gone);
    assertFalse(platform.instances().presentApps().contains(gone));
    assertEquals(List.of(), platform.instances().list());
    assertEquals(List.of(), platform.oneOffs().list(gone));
    assertEquals(
        List.of(),
        platform
            .engine
            .client()
            .listNetworksCmd()
            .withFilter("label", List.of(Labels.APP + "=" + gone.id()))
            .exec());
  }

  private static State.Running running(Instance instance) {
    return assertInstanceOf(State.Running.class, instance.state());
  }

  private static boolean exited(Instance instance) {
    return instance.state() instanceof State.Exited;
  }

  private static State.Exited awaitExit(InstanceId id) {
    Platform.await(
        "it has exited",
        () -> platform.instances().find(id).filter(DockerInstancesTest::exited).isPresent());
    return (State.Exited) platform.instances().find(id).orElseThrow().state();
  }

  private static String log(InstanceId id) {
    try {
      return Files.readString(platform.instances().logPath(id).orElseThrow(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
