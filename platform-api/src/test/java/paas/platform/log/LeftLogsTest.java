package paas.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.access.Email;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.collect.Collected;
import paas.platform.collect.Reclaimed;
import paas.platform.store.AppStore;
import paas.platform.store.UserStore;
import paas.router.logs.LogFilter;
import paas.router.logs.LogLimits;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.StreamId;

@Tag("contract")
class LeftLogsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path home;

  private static StreamId stream(AppId app) {
    return new StreamId(app.toString());
  }

  private static App app(ApplicationContext context) {
    UUID owner =
        context.getBean(UserStore.class).create(new Email("me@example.com"), false, NOW).id();
    return context
        .getBean(AppStore.class)
        .create(new AppName("shop"), owner, AppSettings.DEFAULT, NOW);
  }

  @Test
  void theLogsOfAppsThatAreNoMoreGoAndThoseOfOthersStay() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try (ApplicationContext context = ApplicationContext.run(Map.of("paas.home", home.toString()));
        LogRouter router = LogRouter.open(home.resolve("own"), LogLimits.standard(), clock)) {
      App living = app(context);
      AppId gone = AppId.random();
      for (AppId each : List.of(living.id(), gone)) {
        router.append(stream(each), new LogLine(NOW, "app", "web.1", "hello"));
      }
      LeftLogs logs = new LeftLogs(router, context.getBean(AppStore.class));

      assertEquals(
          Collected.all(List.of(new Reclaimed(Optional.empty(), Reclaimed.Kind.LOG, 1, 0))),
          logs.collect());
      assertEquals(List.of(stream(living.id())), router.streams());
      assertEquals(1, router.last(stream(living.id()), 9, LogFilter.ALL).size());
      assertEquals(Collected.all(List.of()), logs.collect());
    }
  }
}
