package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.order.Ordered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.build.BuildOutcome;
import paas.platform.build.Builds;
import paas.platform.fault.Unavailable;
import paas.platform.intake.Console;
import paas.platform.intake.DeployQueue;
import paas.platform.intake.Deployment;
import paas.platform.intake.Deploys;
import paas.platform.intake.Notes;
import paas.platform.intake.Requester;
import paas.platform.intake.Way;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.QueuedBuild;

/** A database that is away at the wrong moment delays builds, and loses none. */
@Tag("contract")
class AwayDatabaseTest {
  private static final String STACK = "{\"image\":\"sha256:" + "0".repeat(64) + "\"}";

  @TempDir private Path dir;
  private final List<Connection> taken = new ArrayList<>();
  private TestPlatform platform;
  private HikariDataSource pool;
  private User owner;
  private App app;
  private final AtomicInteger made = new AtomicInteger();

  @BeforeEach
  void begin() throws IOException, SQLException {
    Path home = Files.createDirectory(dir.resolve("home"));
    Files.writeString(home.resolve("stack.json"), STACK);
    platform = TestPlatform.on(home);
    platform.bean(ApplicationContext.class).registerSingleton(Way.class, new Made());
    pool = platform.bean(DataSource.class).unwrap(HikariDataSource.class);
    owner = platform.user();
    app = platform.app(owner);
    platform.deploy(app, Map.of("web", "x"));
    platform.as(owner).get("/account").expect(200); // a token: builds in line are theirs still
    platform.bean(Builds.class).recover();
    platform.bean(DeployQueue.class).start();
  }

  @AfterEach
  void end() {
    platform.close();
  }

  /** In place of all others. What it makes comes to nothing; at first the database goes away. */
  private final class Made implements Way, Ordered {
    @Override
    public Optional<Arrival> arrival(App of, QueuedBuild queued) {
      boolean goes = queued.order() instanceof BuildOrder.NamedImage;
      return Optional.of(new Arrival(goes ? this::make : Made::gone, Notes.NONE));
    }

    private static BuildOutcome gone(UUID build, Console console, Consumer<Runnable> whenGone)
        throws IOException {
      throw new IOException("gone");
    }

    private BuildOutcome make(UUID build, Console console, Consumer<Runnable> whenGone) {
      console.line("Step 1");
      if (made.incrementAndGet() == 1) {
        goAway();
      }
      return new BuildOutcome.Failed("The build", "it is no good", "", "no good " + made.get());
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }

  /** Nobody else has a connection: they give up after 5 s. */
  private void goAway() {
    try {
      while (taken.size() < pool.getMaximumPoolSize()) {
        taken.add(pool.getConnection());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void comeBack() throws SQLException {
    for (Connection connection : taken) {
      connection.close();
    }
  }

  /** Comes to nothing, {@code built} once it is known, {@code ended} while it still has the app. */
  private void push(Runnable built, Runnable ended) {
    Deployment deployment =
        new Deployment(
            app,
            "abc123",
            owner.email().value(),
            Optional.empty(),
            (build, console, whenGone) -> {
              built.run();
              return new BuildOutcome.Failed("The build", "it is no good", "", "it is no good");
            });
    Notes notes =
        new Notes() {
          @Override
          public void ended(boolean live) {
            ended.run();
          }
        };
    Requester requester = new Requester(() -> true);
    platform.bean(Deploys.class).now(deployment, new Console(line -> {}), requester, notes);
  }

  @Test
  void aBuildInLineBeginsOnceTheDatabaseIsBack() throws Exception {
    List<UUID> waiting = new ArrayList<>();
    BuildOrder gone = new BuildOrder.Upload(UUID.randomUUID().toString(), "", List.of());
    DeployQueue queue = platform.bean(DeployQueue.class);
    push(() -> waiting.add(queue.add(app, gone, "v", owner.email().value()).id()), this::goAway);
    HikariPoolMXBean watched = pool.getHikariPoolMXBean();
    await("it is asked for", () -> watched.getThreadsAwaitingConnection() > 0);
    await("it did not answer", () -> watched.getThreadsAwaitingConnection() == 0);
    comeBack();
    String why = whyFailed(waiting.getFirst());
    assertTrue(why.startsWith("source: "), why);
  }

  @Test
  void thatAPushCameToNothingIsStoredOnceTheDatabaseIsBack() throws Exception {
    try {
      push(this::goAway, () -> {});
    } catch (Unavailable told) {
      // The pusher may be told so.
    }
    comeBack();
    BuildRecord build = platform.bean(BuildStore.class).of(app.id(), 1).getFirst();
    assertEquals("it is no good", whyFailed(build.id()));
  }

  @Test
  void aBuildThatEndedMeanwhileIsNotMadeAgain() throws Exception {
    BuildOrder order = new BuildOrder.NamedImage("x", false, "");
    DeployQueue queue = platform.bean(DeployQueue.class);
    UUID first = queue.add(app, order, "v", owner.email().value()).id();
    UUID second = queue.add(app, order, "v", owner.email().value()).id();
    HikariPoolMXBean watched = pool.getHikariPoolMXBean();
    await("it is asked for", () -> watched.getThreadsAwaitingConnection() > 0);
    await("it did not answer", () -> watched.getThreadsAwaitingConnection() == 0);
    comeBack();
    assertEquals("no good 1", whyFailed(first));
    assertEquals("no good 2", whyFailed(second));
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within 60 s: " + what);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private String whyFailed(UUID build) {
    BuildStore builds = platform.bean(BuildStore.class);
    await("it has failed", () -> status(builds, build) instanceof BuildStatus.Failed);
    return ((BuildStatus.Failed) status(builds, build)).why();
  }

  private static BuildStatus status(BuildStore builds, UUID build) {
    return builds.find(build).orElseThrow().status();
  }
}
