package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.State;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;

@Tag("contract")
class EngineOutageTest {
  private static Platform platform;

  @TempDir private Path dir;

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @Test
  void theWatchOutlivesAnOutageAndTellsWhatChangedMeanwhile() throws IOException {
    Set<InstanceId> changed = ConcurrentHashMap.newKeySet();
    Path socket = dir.resolve("relay.sock");
    try (var relay = SocketRelay.listen(socket, Platform.SOCKET);
        var engine = new Engine(socket);
        var runner = platform.runner(engine);
        var watch = runner.instances().watch(news -> changed.add(news.id()))) {
      Instance gone = platform.instances().start(platform.instance("sleep 600"));
      Platform.await("the start is told", () -> changed.contains(gone.id()));
      relay.down();
      assertThrows(EngineUnavailable.class, () -> runner.instances().list());
      changed.clear();
      platform.instances().remove(gone.id());
      Instance fresh = platform.instances().start(platform.instance("sleep 600"));
      relay.up();
      Platform.await("both are told", () -> changed.containsAll(List.of(gone.id(), fresh.id())));
      assertEquals(List.of(fresh), runner.instances().list());
      platform.instances().remove(fresh.id());
    }
  }

  @Test
  void anAttachedOneOffWhoseEngineGoesAwayIsToldSo() throws Exception {
    Path socket = dir.resolve("relay.sock");
    try (var relay = SocketRelay.listen(socket, Platform.SOCKET);
        var engine = new Engine(socket);
        var runner = platform.runner(engine)) {
      loseAttachedOneOff(runner, relay);
    }
    assertEquals(1, platform.oneOffs().removeLeftovers());
  }

  /** It runs on, and who waits for it is told that the engine is gone. */
  private static void loseAttachedOneOff(DockerRunner runner, SocketRelay relay) throws Exception {
    OneOff oneOff = runner.oneOffs().start(platform.oneOff("sleep 600"));
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var code = tasks.submit(() -> oneOff.await((stream, bytes) -> {}));
      relay.down();
      var failed = assertThrows(ExecutionException.class, () -> code.get(60, TimeUnit.SECONDS));
      assertTrue(failed.getCause() instanceof EngineUnavailable, failed::toString);
    }
  }

  /** As with an engine that is restarted with live-restore: its containers run on without it. */
  @Test
  void anAttachedOneOffWhoseEngineWasAwayEndsOnceItIsBack() throws Exception {
    Path socket = dir.resolve("relay.sock");
    try (var relay = SocketRelay.listen(socket, Platform.SOCKET);
        var engine = new Engine(socket);
        var runner = platform.runner(engine)) {
      loseAttachedOneOff(runner, relay);
      assertEquals(1, platform.oneOffs().list(platform.app).size());
      relay.up();
      Platform.await("it has ended", () -> platform.oneOffs().list(platform.app).isEmpty());
    }
  }

  @Test
  void aTimeLimitThatIsReachedWhileTheEngineIsAwayHoldsOnceItIsBack() throws Exception {
    Path socket = dir.resolve("relay.sock");
    try (var relay = SocketRelay.listen(socket, Platform.SOCKET);
        var engine = new Engine(socket);
        var runner = platform.runner(engine)) {
      InstanceId id =
          runner.oneOffs().startDetached(platform.brief("sleep 600", Duration.ofSeconds(8)));
      relay.down();
      Instant reached = Instant.now().plusSeconds(9);
      Platform.await("the limit is reached", () -> Instant.now().isAfter(reached));
      assertTrue(state(id) instanceof State.Running);
      relay.up();
      Platform.await("it has ended", () -> state(id) instanceof State.Exited);
      platform.oneOffs().remove(id);
    }
  }

  @Test
  void aTimeLimitHoldsThoughTheEngineRefusesToStopItOnce() throws Exception {
    Path socket = dir.resolve("relay.sock");
    try (var relay = SocketRelay.listen(socket, Platform.SOCKET);
        var engine = new Engine(socket);
        var runner = platform.runner(engine)) {
      AtomicBoolean refused = new AtomicBoolean();
      relay.refused = line -> line.contains("/kill") && refused.compareAndSet(false, true);
      InstanceId id =
          runner.oneOffs().startDetached(platform.brief("sleep 600", Duration.ofSeconds(1)));
      Platform.await("it has ended", () -> state(id) instanceof State.Exited);
      assertTrue(refused.get(), "nothing was refused");
      platform.oneOffs().remove(id);
    }
  }

  @Test
  void aOneOffWhoseUserIsGoneEndsThoughTheEngineRefusesItsHangupOnce() throws Exception {
    Path socket = dir.resolve("relay.sock");
    try (var relay = SocketRelay.listen(socket, Platform.SOCKET);
        var engine = new Engine(socket);
        var runner = platform.runner(engine)) {
      AtomicBoolean refused = new AtomicBoolean();
      relay.refused = line -> line.contains("/kill") && refused.compareAndSet(false, true);
      OneOff oneOff = runner.oneOffs().start(platform.oneOff("sleep 600"));
      oneOff.hangup();
      Platform.await("it has ended", () -> platform.oneOffs().list(platform.app).isEmpty());
      assertTrue(refused.get(), "nothing was refused");
      oneOff.close();
    }
  }

  private static State state(InstanceId id) {
    return platform.oneOffs().list(platform.app).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void closingTheWatchEndsItsThreadInBoundedTime() throws Exception {
    var watch = platform.instances().watch(news -> {});
    Thread closing = Thread.ofVirtual().start(watch::close);
    assertTrue(closing.join(Duration.ofSeconds(30)));
  }
}
