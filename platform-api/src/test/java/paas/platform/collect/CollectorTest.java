package paas.platform.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.Closing;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.build.BuildLog;
import paas.platform.collect.Reclaimed.Kind;
import paas.platform.store.AppStore;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStore;
import paas.platform.store.UserStore;

/** Rounds of the collector, on a real store. */
@Tag("contract")
class CollectorTest {
  private static final Collector.Pace AT_ONCE =
      new Collector.Pace(Duration.ZERO, Duration.ofMillis(1), Duration.ofDays(1));
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path home;
  private ApplicationContext context;
  private App app;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void open() {
    context = ApplicationContext.run(Map.of("paas.home", home.toString()));
    User owner = context.getBean(UserStore.class).create(new Email("me@example.com"), false, NOW);
    app =
        context
            .getBean(AppStore.class)
            .create(new AppName("shop"), owner.id(), AppSettings.DEFAULT, NOW);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private Collector collector(Collectable... collectables) {
    return new Collector(
        List.of(collectables),
        context.getBean(AppStore.class),
        (to, process, text) -> told.add(to.equals(app.id()) + " " + process + ": " + text),
        AT_ONCE);
  }

  private static Collectable fixed(Reclaimed... reclaimed) {
    return () -> Collected.all(List.of(reclaimed));
  }

  @Test
  void anAppIsToldOfItsOwnAndNothingIsToldOfAppsThatAreNoMore() throws InterruptedException {
    Collector collector =
        collector(
            fixed(
                new Reclaimed(Optional.of(app.id()), Kind.IMAGE, 2, 5L << 20),
                new Reclaimed(Optional.of(paas.platform.app.AppId.random()), Kind.IMAGE, 1, 1),
                new Reclaimed(Optional.empty(), Kind.LOG, 1, 0)),
            fixed(new Reclaimed(Optional.of(app.id()), Kind.GIT_PACK, 21, 1L << 20)));

    assertFalse(collector.round());

    assertEquals(List.of("true api: Reclaimed 6 MB: 2 images, 21 git packs"), told);
  }

  @Test
  void whatHoldsOthersThingsIsCollectedBeforeThem() throws InterruptedException {
    List<String> order = new ArrayList<>();
    Collectable images =
        () -> {
          order.add("images");
          return Collected.all(List.of());
        };
    Collectable caches =
        new Collectable() {
          @Override
          public Collected collect() {
            order.add("caches");
            return Collected.all(List.of());
          }

          @Override
          public boolean comesFirst() {
            return true;
          }
        };
    collector(images, caches).round();
    assertEquals(List.of("caches", "images"), order);
  }

  @Test
  void nothingReclaimedIsNotWorthALine() throws InterruptedException {
    assertFalse(collector(fixed()).round());
    assertEquals(List.of(), told);
  }

  @Test
  void oneThatFailsIsTriedAgainAndDoesNotStopTheOthers() throws InterruptedException {
    Collector collector =
        collector(
            () -> {
              throw new IllegalStateException("the engine is away");
            },
            fixed(new Reclaimed(Optional.of(app.id()), Kind.IMAGE, 1, 0)));

    assertTrue(collector.round(), "it could not do all");

    assertEquals(List.of("true api: Reclaimed 1 image"), told);
  }

  @Test
  void aRoundBeginsAtTheStartAndAfterNewsAndAgainWhereOneCouldNotEnd() throws Exception {
    Semaphore rounds = new Semaphore(0);
    Collectable busyOnce =
        () -> {
          rounds.release();
          return new Collected(List.of(), rounds.availablePermits() == 1);
        };
    try (Collector collector = collector(busyOnce)) {
      collector.start();
      assertTrue(rounds.tryAcquire(2, 20, TimeUnit.SECONDS), "the start, and once again");
      collector.removed(app);
      assertTrue(rounds.tryAcquire(1, 20, TimeUnit.SECONDS), "news");
    }
  }

  /** It may be reading the embedded database's file, which an interrupt would close. */
  @Test
  void theEndDoesNotInterruptARound() throws Exception {
    CompletableFuture<Collector> made = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    AtomicInteger afterwards = new AtomicInteger();
    Collector collector =
        collector(
            () -> {
              interrupted.complete(Closing.interrupts(made.join()::close));
              return Collected.all(List.of());
            },
            () -> {
              afterwards.incrementAndGet();
              return Collected.all(List.of());
            });
    made.complete(collector);
    collector.start();
    assertFalse(interrupted.get(20, TimeUnit.SECONDS));
    collector.close();
    assertEquals(0, afterwards.get(), "nothing else is begun");
  }

  @Test
  void aCollectorThatNeverBeganIsClosed() {
    collector().close();
  }

  private BuildRecord build(BuildLog outputs, Instant at) throws Exception {
    BuildRecord build = context.getBean(BuildStore.class).create(app.id(), "c0ffee", "me", at);
    java.nio.file.Files.createDirectories(home.resolve("builds"));
    java.nio.file.Files.writeString(home.resolve("builds/" + build.id() + ".log"), "0123456789");
    assertTrue(outputs.kept().contains(build.id()));
    return build;
  }

  @Test
  void theOutputOfOldBuildsGoesAndOfBuildsThatAreNoMore() throws Exception {
    BuildLog outputs = new BuildLog(home.resolve("builds"));
    BuildRecord old = build(outputs, NOW.minus(Duration.ofDays(90)));
    BuildRecord newest = build(outputs, NOW.minus(Duration.ofDays(60)));
    String stray = "0d1c8ecc-0f5c-4f5c-9a5c-0d1c8ecc0f5c";
    java.nio.file.Files.writeString(home.resolve("builds/" + stray + ".log"), "x");
    java.nio.file.Files.writeString(home.resolve("builds/notes.txt"), "x");

    Collected collected =
        new OldOutputs(
                outputs,
                context.getBean(BuildStore.class),
                new Retention(1, Duration.ofDays(30)),
                () -> NOW)
            .collect();

    assertEquals(List.of(newest.id()), outputs.kept());
    assertTrue(
        collected
            .reclaimed()
            .contains(new Reclaimed(Optional.of(app.id()), Kind.BUILD_OUTPUT, 1, 10)));
    assertEquals(2, collected.reclaimed().size());
    assertTrue(context.getBean(BuildStore.class).find(old.id()).isPresent(), "still listed");
  }
}
