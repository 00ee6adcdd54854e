package paas.platform.log;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.time.Clock;
import paas.platform.app.PlatformSettings;
import paas.platform.collect.Collectable;
import paas.platform.metrics.InFlight;
import paas.platform.metrics.TrafficHistory;
import paas.platform.scaling.RequestMeter;
import paas.platform.scaling.WakeCalls;
import paas.platform.store.AppStore;
import paas.router.control.RouterLink;
import paas.router.logs.LogLimits;
import paas.router.logs.LogRouter;
import paas.runner.Instances;

/** Puts the logs together, and the link that the router's lines come over. */
@Factory
final class LogFactory {
  @Singleton
  @Bean(preDestroy = "close")
  LogRouter router(PlatformSettings platform, PropertyResolver settings) {
    return LogRouter.open(
        platform.home().resolve("logs"),
        LogLimits.standard().withKept(KeptLines.from(settings)),
        Clock.systemUTC(),
        platform.logSource());
  }

  @Singleton
  @Bean(preDestroy = "close")
  AppLog appLog(LogRouter router, Instances instances, PlatformSettings platform) {
    return new AppLog(router, instances, platform.logSource(), Clock.systemUTC());
  }

  @Singleton
  Collectable leftLogs(LogRouter router, AppStore apps) {
    return new LeftLogs(router, apps);
  }

  @Singleton
  @Bean(preDestroy = "close")
  RouterLink link(
      LogRouter router,
      PlatformSettings platform,
      RequestMeter meter,
      TrafficHistory history,
      WakeCalls wakes) {
    return new RouterLink(
        platform.home().resolve("router").resolve("router.sock"),
        new RouterLines(
            router,
            platform.logSource(),
            (line, facts) -> {
              meter.saw(line, facts);
              history.saw(line, facts);
            }),
        wakes);
  }

  @Singleton
  InFlight inFlight(RouterLink router) {
    return appId -> router.load(appId, InFlight.PATIENCE);
  }
}
