package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.app.AppId;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;

/** Instances that leave while clients stay on their WebSockets. */
@Timeout(60)
class HeldUpTest {
  private static final Duration HELD_UP = Duration.ofMillis(20);
  private static final Duration DRAIN = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofHours(1);

  private final List<Patience> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Schedule schedule = new Schedule();
  private final Luck luck = new Luck(1);
  private final FakeIntents intents = new FakeIntents();
  private final World world = new World(luck, schedule, () -> {});
  private final AppLoop loop = loop();
  private boolean clientsLeft;

  /** Who waits lets the others have the world. */
  private final class Busy implements Traffic {
    @Override
    public void publish(AppId app, List<Route> routes) {
      world.publish(app, routes);
    }

    @Override
    public boolean awaitDrained(Endpoint endpoint, Patience patience) throws InterruptedException {
      asked.add(patience);
      long until = System.nanoTime() + patience.tunnels().toNanos();
      while (!clientsLeft && until > System.nanoTime()) {
        world.wait(1 + (until - System.nanoTime()) / 1_000_000);
      }
      return clientsLeft;
    }
  }

  private final class Lines extends SilentJournal {
    @Override
    public void platform(AppId app, String process, String text) {
      lines.add(process + ": " + text);
    }
  }

  private AppLoop loop() {
    luck.calm();
    intents.webSocketGrace(ProcessType.WEB, GRACE);
    DeploySettings usual = DeploySettings.defaults("localhost", 1);
    DeploySettings settings =
        new DeploySettings(
            usual.domain(),
            usual.port(),
            usual.readiness(),
            usual.probeEvery(),
            usual.lookEvery(),
            DRAIN,
            HELD_UP,
            usual.publishDeadline(),
            usual.releasePhase(),
            usual.memoryBytes(),
            usual.cpus(),
            usual.pids());
    return CalmLoop.of(
        intents, world, schedule, new Busy(), new Lines(), settings, Runnable::run, this::inTurn);
  }

  private void inTurn(Runnable task) {
    Thread.startVirtualThread(() -> {
      synchronized (world) {
        task.run();
      }
    });
  }

  /** Between turns the others have the world. */
  private void turnUntil(BooleanSupplier done) throws InterruptedException {
    boolean over = false;
    while (!over) {
      synchronized (world) {
        loop.turn();
        schedule.advanceTo(schedule.passed() + 100);
        over = done.getAsBoolean();
        world.wait(1);
      }
    }
  }

  /** Until it serves and what it replaced is held up. */
  private void deploy(int quantity) throws InterruptedException {
    intents.record(false);
    turnUntil(() -> intents.pending().isEmpty() && runs("v" + newest()) == quantity);
  }

  private long newest() {
    return intents.serving().orElseThrow().version().number();
  }

  private long runs(String release) {
    return world.running().stream().filter(title -> title.contains(" " + release + " ")).count();
  }

  private long told(String part) {
    synchronized (lines) {
      return lines.stream().filter(line -> line.contains(part)).count();
    }
  }

  private void clientsLeave(int quantity) throws InterruptedException {
    synchronized (world) {
      clientsLeft = true;
      world.notifyAll();
    }
    turnUntil(() -> world.running().size() == quantity);
  }

  @Test
  void whoWaitsForAChangeDoesNotWaitForItAndItsStopWaitsForItsClients() throws Exception {
    deploy(1);
    intents.scale(ProcessType.WEB, 0);
    FutureTask<Settled> waiter =
        new FutureTask<>(() ->
            loop.awaitSettled(new Awaited(Set.of(ProcessType.WEB), true), Duration.ofSeconds(20)));
    Thread.startVirtualThread(waiter);
    turnUntil(waiter::isDone);

    assertEquals(Settled.YES, waiter.get());
    assertEquals(Set.of("web.1 v1 e0"), world.running(), "it was stopped under its clients");
    assertEquals(HELD_UP, asked.getFirst().longest());
    clientsLeave(0);
  }

  /** The former one is up, too, and has the same release: only its epoch tells. */
  @Test
  void whoWaitsForARestartWaitsForTheNewOneAndNotForTheClientsOfTheFormer() throws Exception {
    deploy(1);
    intents.restart(new Slot(ProcessType.WEB, 1));
    FutureTask<Settled> waiter =
        new FutureTask<>(() ->
            loop.awaitSettled(new Awaited(Set.of(ProcessType.WEB), false), Duration.ofSeconds(20)));
    Thread.startVirtualThread(waiter);
    turnUntil(waiter::isDone);

    assertEquals(Settled.YES, waiter.get());
    assertTrue(world.running().contains("web.1 v1 e1"), world.running().toString());
    assertFalse(asked.isEmpty(), "the former one is on its way out");
    clientsLeave(1);
    assertEquals(Set.of("web.1 v1 e1"), world.running());
  }

  @Test
  void ofEachNameTheNewestFormerInstanceIsKept() throws Exception {
    deploy(1);
    deploy(1);
    deploy(1);
    turnUntil(() -> runs("v1") == 0);

    assertEquals(Set.of("web.1 v2 e0", "web.1 v3 e0"), world.running());
    assertEquals(1, told("web.1: Open WebSockets are not waited for longer"));
    assertEquals(1, told("a newer web.1 waits for its own"));
    clientsLeave(1);
  }

  @Test
  void aScaleDownKeepsOneOfEachName() throws Exception {
    intents.scale(ProcessType.WEB, 4);
    deploy(4);
    intents.scale(ProcessType.WEB, 1);
    turnUntil(() -> asked.size() > 3 * 2);

    assertEquals(4, world.running().size());
    assertEquals(0, told("Open WebSockets"));
    clientsLeave(1);
  }

  @Test
  void whereNewOnesStartOneByOneNoMoreOldOnesAreKept() throws Exception {
    intents.surge(ProcessType.WEB, Optional.of(1));
    intents.scale(ProcessType.WEB, 3);
    deploy(3);
    deploy(3);
    turnUntil(() -> runs("v1") < 3);
    turnUntil(() -> world.running().size() <= 5);

    assertTrue(runs("v1") >= 1, "the last one is kept");
    assertEquals(1, told("web.1: Open WebSockets are not waited for longer"));
    assertEquals(0, told("web.3: Open WebSockets"));
    assertTrue(told("new instances of web start 1 at a time") >= 1);
    clientsLeave(3);
  }

  @Test
  void whatStartsAgainAfterACrashTakesNobodysTime() throws Exception {
    intents.surge(ProcessType.WEB, Optional.of(2));
    intents.scale(ProcessType.WEB, 2);
    deploy(2);
    deploy(2);
    turnUntil(() -> asked.size() >= 3 * 2);
    intents.surge(ProcessType.WEB, Optional.of(1));
    synchronized (world) {
      world.crashOne(container -> container.spec.release() == newest());
    }
    assertEquals(1, runs("v2"));
    turnUntil(() -> runs("v2") == 2);

    assertEquals(0, told("at a time"));
    clientsLeave(2);
  }

  @Test
  void aShorterGraceLetsGoOfThoseThatAreHeldUp() throws Exception {
    deploy(1);
    deploy(1);
    turnUntil(() -> asked.size() > 1);
    assertEquals(Set.of("web.1 v1 e0", "web.1 v2 e0"), world.running());
    intents.webSocketGrace(ProcessType.WEB, Duration.ZERO);
    turnUntil(() -> runs("v1") == 0);

    assertEquals(Set.of("web.1 v2 e0"), world.running());
    assertEquals(0, told("Open WebSockets"));
  }
}
