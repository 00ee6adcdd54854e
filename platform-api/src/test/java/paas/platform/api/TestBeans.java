package paas.platform.api;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import paas.platform.deploy.Journal;
import paas.platform.inspect.Sightings;
import paas.platform.log.AppLog;
import paas.platform.metrics.InFlight;
import paas.platform.secure.Showcase;
import paas.router.tls.Challenge;
import paas.runner.AppLinks;
import paas.runner.Execs;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.Volumes;

/** The fakes in the places of what runs containers, under {@code api-test}. */
@Factory
@Requires(env = TestBeans.ENVIRONMENT)
final class TestBeans {
  static final String ENVIRONMENT = "api-test";

  private final TestPlatform.Fakes fakes;

  TestBeans(TestPlatform.Fakes fakes) {
    this.fakes = fakes;
  }

  @Singleton
  @Replaces(bean = Fleet.class, factory = Adapters.class)
  Fleet fleet() {
    return fakes.fleet();
  }

  @Singleton
  @Replaces(bean = BuildAccess.class, factory = Adapters.class)
  BuildAccess builds() {
    return fakes.builds();
  }

  @Singleton
  @Replaces(bean = Addresses.class, factory = AddressFactory.class)
  Addresses addresses() {
    return new Addresses(URI.create("http://paas.test:7300"), "http", "apps.test", 8080);
  }

  @Singleton
  @Replaces(AppLog.class)
  Journal journal() {
    return fakes.journal();
  }

  @Singleton
  @Replaces(Sightings.class)
  Sightings sightings() {
    return app -> fakes.sightings().getOrDefault(app, List.of());
  }

  @Singleton
  @Replaces(InFlight.class)
  InFlight inFlight() {
    return appId -> Optional.ofNullable(fakes.loads().get(appId));
  }

  /** No router is there. */
  @Singleton
  @Replaces(Showcase.class)
  Showcase showcase() {
    return new Showcase() {
      @Override
      public void refresh() {}

      @Override
      public void answer(Challenge challenge) {}

      @Override
      public void forget(Challenge challenge) {}
    };
  }

  @Singleton
  @Replaces(AppLinks.class)
  AppLinks links() {
    return fakes.links();
  }

  @Singleton
  @Replaces(OneOffs.class)
  OneOffs oneOffs() {
    return fakes.oneOffs();
  }

  @Singleton
  @Replaces(Execs.class)
  Execs execs() {
    return fakes.execs();
  }

  @Singleton
  @Replaces(Volumes.class)
  Volumes volumes() {
    return fakes.volumes();
  }

  @Singleton
  @Replaces(Instances.class)
  Instances instances() {
    return fakes.instances();
  }
}
