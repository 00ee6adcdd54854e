package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.StillInstances;
import paas.platform.access.Email;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.collect.Collected;
import paas.platform.collect.Reclaimed;
import paas.platform.store.AppStore;
import paas.platform.store.UserStore;
import paas.runner.AppKey;
import paas.runner.EngineRefused;

/** What is left of destroyed apps on the engine, on a real store. */
@Tag("contract")
class LeftContainersTest {
  private static final Reclaimed ONE =
      new Reclaimed(Optional.empty(), Reclaimed.Kind.DESTROYED_APP, 1, 0);

  @TempDir private Path home;
  private ApplicationContext context;
  private AppStore apps;
  private final Left left = new Left();
  private final Set<AppId> tended = new HashSet<>();

  /** An engine with networks of apps, some of which it does not let go. */
  private static final class Left implements StillInstances {
    final List<AppKey> there = new ArrayList<>();
    final Set<AppKey> stuck = new HashSet<>();

    AppKey add(AppId app, String name) {
      AppKey key = new AppKey(app.toString(), name);
      there.add(key);
      return key;
    }

    @Override
    public List<AppKey> presentApps() {
      return List.copyOf(there);
    }

    @Override
    public void removeApp(AppKey app) {
      if (stuck.contains(app)) {
        throw new EngineRefused("Docker refused: it is stuck.", 500, new IllegalStateException());
      }
      there.remove(app);
    }
  }

  @BeforeEach
  void open() {
    context = ApplicationContext.run(Map.of("paas.home", home.toString()));
    apps = context.getBean(AppStore.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private LeftContainers collectable() {
    return new LeftContainers(left, apps, tended::contains);
  }

  @Test
  void whatDestroyedAppsLeftGoesAndNothingElse() {
    var owner =
        context
            .getBean(UserStore.class)
            .create(new Email("me@example.com"), false, Instant.EPOCH)
            .id();
    AppId living = apps.create(new AppName("shop"), owner, AppSettings.DEFAULT, Instant.EPOCH).id();
    AppKey lives = left.add(living, "shop");
    left.add(AppId.random(), "gone");
    AppId going = AppId.random();
    AppKey goes = left.add(going, "going");
    tended.add(going);
    assertEquals(Collected.all(List.of(ONE)), collectable().collect());
    assertEquals(List.of(lives, goes), left.there);
  }

  @Test
  void whatStaysHoldsUpNothingAndIsTriedAgainAndInTheEndWithOtherRounds() {
    AppKey stuck = left.add(AppId.random(), "stuck");
    left.add(AppId.random(), "gone");
    left.stuck.add(stuck);
    LeftContainers collectable = collectable();
    assertEquals(new Collected(List.of(ONE), true), collectable.collect());
    int rounds = 1;
    while (collectable.collect().unfinished()) {
      rounds++;
      assertTrue(rounds < 100, "for ever");
    }
    left.stuck.clear();
    assertEquals(Collected.all(List.of(ONE)), collectable.collect());
    assertEquals(List.of(), left.there);
  }

  @Test
  void theStartDoesNotDependOnIt() {
    left.stuck.add(left.add(AppId.random(), "stuck"));
    World world = new World(new Luck(1), new Schedule(), () -> {});
    RouteBoard board = new RouteBoard(List.of(), Set.of(), (routes, deadline) -> {}, Duration.ZERO);
    Metering metering =
        new Metering(left, id -> Optional.empty(), new SilentJournal(), new Schedule());
    LoopParts parts = CalmLoop.parts(new FakeIntents(), left, world);
    try (Deployer deployer =
        new Deployer(parts, board, apps, new Outcomes(() -> {}, id -> false), metering)) {
      deployer.start();
      assertFalse(left.there.isEmpty());
    }
  }
}
