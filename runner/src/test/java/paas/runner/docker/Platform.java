package paas.runner.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
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
import paas.runner.Scope;
import paas.runner.TerminalSize;
import paas.runner.engine.Engine;
import paas.runner.network.NetworkBlock;

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

  private Platform(Scope scope, Engine engine, ImageDigest image) {
    this.scope = scope;
    this.engine = engine;
    this.image = image;
    this.runner = runner(engine);
  }

  static Platform create() throws IOException {
    var scope = new Scope(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    var engine = new Engine(SOCKET);
    return new Platform(scope, engine, TestImage.create(engine));
  }

  /** As a restarted process would make it. */
  DockerRunner runner(Engine on) {
    return DockerRunner.on(on, scope, NetworkBlock.parse("10.212.0.0/16"), InstantSource.system());
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
        GRACE);
  }

  OneOffSpec oneOff(String command) {
    return oneOff(app, command, Map.of(), Optional.empty());
  }

  OneOffSpec terminal(String command) {
    return oneOff(app, command, Map.of(), Optional.of(new TerminalSize(100, 40)));
  }

  OneOffSpec oneOff(
      AppKey of, String command, Map<String, String> env, Optional<TerminalSize> terminal) {
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
        terminal,
        Duration.ofSeconds(2),
        Duration.ofMinutes(5));
  }

  static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Not within 30 s: " + what);
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
      await("network " + each.getName() + " is removed", () -> removed(each.getId()));
    }
    client.removeImageCmd(image.value()).withForce(true).exec();
    runner.close();
    engine.close();
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
