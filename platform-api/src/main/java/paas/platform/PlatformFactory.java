package paas.platform;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import paas.platform.app.PlatformSettings;
import paas.platform.store.StoreSettings;
import paas.runner.AppLinks;
import paas.runner.CommandProbe;
import paas.runner.Execs;
import paas.runner.FileChanges;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.Probe;
import paas.runner.Scope;
import paas.runner.Scratch;
import paas.runner.TcpProbe;
import paas.runner.Usages;
import paas.runner.Volumes;
import paas.runner.docker.DockerRunner;
import paas.runner.docker.HostWall;
import paas.runner.engine.Engine;
import paas.runner.network.HostFirewall;
import paas.runner.network.NetworkBlock;
import paas.runner.network.Openings;
import paas.runner.volume.LoopVolumes;

/** The settings, read from the environment once, and the one Docker engine. */
@Factory
final class PlatformFactory {
  /** {@code PAAS_DOMAIN} arrives as {@code paas.domain}, and so on. */
  @Singleton
  PlatformSettings settings(PropertyResolver properties, StoreSettings store) {
    boolean root = System.getProperty("user.name").equals("root");
    int httpPort = number(properties, "paas.http.port", root ? 80 : 8080);
    return new PlatformSettings(
        PlatformId.of(store.home()),
        store.home(),
        text(properties, "paas.domain", "localhost"),
        httpPort,
        number(properties, "paas.public.http.port", httpPort),
        number(properties, "paas.api.port", 7300),
        Path.of(text(properties, "paas.docker.socket", "/var/run/docker.sock")),
        text(properties, "paas.network.block", "10.208.0.0/14"),
        text(properties, "paas.log.source", "paas"));
  }

  private static String text(PropertyResolver properties, String name, String standard) {
    return properties.getProperty(name, String.class).filter(v -> !v.isEmpty()).orElse(standard);
  }

  private static int number(PropertyResolver properties, String name, int standard) {
    return properties.getProperty(name, Integer.class).orElse(standard);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Engine engine(PlatformSettings platform) {
    return new Engine(platform.dockerSocket());
  }

  @Singleton
  @Bean(preDestroy = "close")
  DockerRunner runner(Engine engine, PlatformSettings platform, Volumes volumes, HostWall wall) {
    return DockerRunner.on(
        engine,
        new Scope(platform.id()),
        NetworkBlock.parse(platform.networkBlock()),
        volumes,
        Clock.systemUTC(),
        wall::networkMade);
  }

  @Singleton
  Volumes volumes(PlatformSettings platform) {
    return new LoopVolumes(platform.home().resolve("storage"));
  }

  @Singleton
  HostWall wall(Engine engine, PlatformSettings platform, PropertyResolver properties) {
    var scope = new Scope(platform.id());
    var settings = WallSettings.of(properties, platform);
    var openings = Openings.of(settings.ports(), Openings.RESOLVER_FILES);
    return new HostWall(engine, scope, new HostFirewall(scope, openings), settings.wanted());
  }

  @Singleton
  Instances instances(DockerRunner runner) {
    return runner.instances();
  }

  @Singleton
  OneOffs oneOffs(DockerRunner runner) {
    return runner.oneOffs();
  }

  @Singleton
  Execs execs(DockerRunner runner) {
    return runner.execs();
  }

  @Singleton
  FileChanges changes(DockerRunner runner) {
    return runner.changes();
  }

  @Singleton
  AppLinks links(DockerRunner runner) {
    return runner.links();
  }

  @Singleton
  CommandProbe command(DockerRunner runner) {
    return runner.probe();
  }

  @Singleton
  Usages usages(DockerRunner runner) {
    return runner.usages();
  }

  @Singleton
  Scratch scratch(DockerRunner runner) {
    return runner.scratch();
  }

  @Singleton
  Probe probe() {
    return new TcpProbe();
  }
}
