package paas.platform.scaling;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.time.Clock;
import paas.platform.autoscale.Tempo;
import paas.platform.deploy.CanaryRoom;
import paas.platform.deploy.DeploySettings;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Journal;
import paas.platform.formation.Capacity;
import paas.platform.formation.HostMemory;
import paas.platform.store.AppStore;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.CanaryStore;
import paas.platform.store.FormationStore;
import paas.platform.store.ReleaseStore;
import paas.router.control.RouterLink;

/** Puts the autoscaler together. */
@Factory
final class ScalingFactory {
  private static final int FASTEST = 100;

  /**
   * {@code PAAS_AUTOSCALE_PACE} arrives as {@code paas.autoscale.pace}: 10 decides ten times as
   * fast, for tests.
   */
  @Singleton
  Tempo tempo(PropertyResolver properties) {
    int pace = properties.getProperty("paas.autoscale.pace", Integer.class).orElse(1);
    if (pace < 1 || pace > FASTEST) {
      throw new IllegalArgumentException("PAAS_AUTOSCALE_PACE is " + pace + "; set it to 1 to 100");
    }
    return Tempo.STANDARD.faster(pace);
  }

  @Singleton
  Sampler sampler(
      AppStore apps,
      FormationStore formations,
      ReleaseStore releases,
      Deployer deployer,
      TrafficGauge traffic,
      LiveSampler.Gauge capacity,
      CanaryStore canaries,
      CanaryRoom room) {
    return new LiveSampler(
        apps,
        formations,
        releases,
        deployer,
        traffic,
        capacity,
        canaries::isTried,
        room::companions);
  }

  @Singleton
  TrafficGauge traffic(RequestMeter meter, RouterLink router, Deployer deployer) {
    return new TrafficGauge(meter, router, deployer);
  }

  @Singleton
  LiveSampler.Gauge capacity(HostMemory.Gauge memory, DeploySettings settings) {
    return () -> new Capacity(memory.read(), settings.memoryBytes() >> 20);
  }

  @Singleton
  Autoscaler.Scale scale(FormationStore formations, Deployer deployer) {
    return (app, type, from, to) -> {
      boolean set = formations.scaleFrom(app, type, from, to);
      deployer.wake(app);
      return set;
    };
  }

  @Singleton
  Autoscaler autoscaler(
      AutoscaleStore rules,
      Sampler sampler,
      Autoscaler.Scale scale,
      RequestMeter meter,
      Accounts accounts,
      Journal journal,
      Tempo tempo) {
    return new Autoscaler(
        rules::all, sampler, scale, meter, accounts, journal, tempo, Clock.systemUTC());
  }

  @Singleton
  @Bean(preDestroy = "close")
  AutoscaleThread thread(Autoscaler autoscaler, WakeCalls calls, Tempo tempo) {
    return new AutoscaleThread(autoscaler, calls, tempo.every());
  }
}
