package paas.runner.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import paas.runner.AppKey;
import paas.runner.Execs;
import paas.runner.ImageDigest;
import paas.runner.InstanceSpec;
import paas.runner.Instances;
import paas.runner.Limits;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.Sandbox;
import paas.runner.Scope;
import paas.runner.TerminalSize;
import paas.runner.VolumeId;
import paas.runner.engine.Engine;
import paas.runner.network.NetworkBlock;
import paas.runner.volume.LoopVolumes;

/**
 * A platform of its own on the real engine, for one test class; closing it leaves nothing behind.
 */
final class Platform implements AutoCloseable {
  static final Path SOCKET = Path.of("/var/run/docker.sock");
  static final Limits LIMITS = new Limits(64L << 20, 1, 128);
  static final Duration GRACE = Duration.ofSeconds(20);

  final Scope scope;
  final Engine engine;
  final ImageDigest image;
  final DockerRunner runner;
  final AppKey app = app("shop");
  final Path home;
  final LoopVolumes volumes;

  private Platform(Scope scope, Engine engine, ImageDigest image, Path home) {
    this.home = home;
    this.volumes = new LoopVolumes(home.resolve("storage"));
    this.scope = scope;
    this.engine = engine;
    this.image = image;
    this.runner = runner(engine);
  }

  static Platform create() throws IOException {
    var scope = new Scope(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    var engine = new Engine(SOCKET);
    Path home = Files.createTempDirectory(Path.of("/var/tmp"), "paas-runner");
    return new Platform(scope, engine, TestImage.create(engine), home);
  }

  /** As a restarted process would make it. */
  DockerRunner runner(Engine on) {
    return DockerRunner.on(
        on, scope, NetworkBlock.parse("10.212.0.0/16"), volumes, InstantSource.system(), () -> {});
  }

  Instances instances() {
    return runner.instances();
  }

  OneOffs oneOffs() {
    return runner.oneOffs();
  }

  Execs execs() {
    return runner.execs();
  }

  static AppKey app(String name) {
    return new AppKey(UUID.randomUUID().toString(), name);
  }

  InstanceSpec instance(String command) {
    return instance(app, 1, command, Map.of());
  }

  InstanceSpec instance(AppKey of, int ordinal, String command, Map<String, String> env) {
    return new InstanceSpec(
        of,
        "web",
        ordinal,
        7,
        3,
        image,
        List.of("/bin/sh", "-c"),
        Optional.of(command),
        env,
        5000,
        LIMITS,
        Sandbox.STANDARD,
        GRACE);
  }

  OneOffSpec oneOff(String command) {
    return oneOff(app, command, Map.of(), Optional.empty());
  }

  /** One that may not run for longer. */
  OneOffSpec brief(String command, Duration atMost) {
    return oneOff(app, command, Map.of(), Optional.empty(), atMost);
  }

  OneOffSpec terminal(String command) {
    return oneOff(app, command, Map.of(), Optional.of(new TerminalSize(100, 40)));
  }

  OneOffSpec oneOff(
      AppKey of, String command, Map<String, String> env, Optional<TerminalSize> terminal) {
    return oneOff(of, command, env, terminal, Duration.ofMinutes(5));
  }

  private OneOffSpec oneOff(
      AppKey of,
      String command,
      Map<String, String> env,
      Optional<TerminalSize> terminal,
      Duration atMost) {
    return new OneOffSpec(
        of,
        "run",
        1 + ThreadLocalRandom.current().nextInt(9999),
        7,
        image,
        List.of("/bin/sh", "-c"),
        Optional.of(command),
        env,
        LIMITS,
        Sandbox.STANDARD,
        terminal,
        Duration.ofSeconds(2),
        atMost);
  }

  static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(90);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Not within 90 s: " + what);
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    String label = Labels.PLATFORM + "=" + scope.platform();
    var client = engine.client();
    for (var each :
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(label)).exec()) {
      new Containers(engine, new ContainerNames(scope, ThreadLocalRandom.current()))
          .remove(new paas.runner.InstanceId(each.getId()));
    }
    for (var each : client.listNetworksCmd().withFilter("label", List.of(label)).exec()) {
      removeNetwork(each.getId());
    }
    removeVolumes();
    client.removeImageCmd(image.value()).withForce(true).exec();
    runner.close();
    engine.close();
  }

  private void removeVolumes() {
    try {
      Path storage = home.resolve("storage");
      if (Files.isDirectory(storage)) {
        for (String file : storage.toFile().list((folder, name) -> name.endsWith(".img"))) {
          volumes.remove(new VolumeId(file.substring(0, file.length() - ".img".length())));
        }
        Files.delete(storage);
      }
      Files.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One that no container is on may stay: moby 20.10 can lose count of a network's endpoints (seen
   * beside a container that was removed twice at one moment), and keeps it until a restart.
   */
  private void removeNetwork(String network) {
    try {
      await("network " + network + " is removed", () -> removed(network));
    } catch (AssertionError e) {
      var left = engine.client().inspectNetworkCmd().withNetworkId(network).exec();
      if (!left.getContainers().isEmpty()) {
        throw e;
      }
    }
  }

  /** The engine may still be detaching a container that is gone. */
  private boolean removed(String network) {
    try {
      engine.client().removeNetworkCmd(network).exec();
      return true;
    } catch (NotFoundException e) {
      return true;
    } catch (DockerException e) {
      return false;
    }
  }
}
