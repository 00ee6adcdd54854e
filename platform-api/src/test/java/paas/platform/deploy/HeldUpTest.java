package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.platform.app.AppId;
import paas.platform.formation.HostMemory;
import paas.platform.release.ProcessType;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;

/** An instance that leaves while its clients stay. */
@Timeout(30)
class HeldUpTest {
  private static final Duration HELD_UP = Duration.ofMillis(20);

  private final CountDownLatch clientsLeave = new CountDownLatch(1);
  private final List<Patience> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> stops = Collections.synchronizedList(new ArrayList<>());
  private final Schedule schedule = new Schedule();
  private final Luck luck = new Luck(1);
  private final FakeIntents intents = new FakeIntents();
  private final World world = new World(luck, schedule, () -> {});
  private final AppLoop loop = loop();

  private final class Busy implements Traffic {
    @Override
    public void publish(AppId app, List<Route> routes) throws InterruptedException {
      world.publish(app, routes);
    }

    @Override
    public boolean awaitDrained(Endpoint endpoint, Patience patience) throws InterruptedException {
      asked.add(patience);
      return clientsLeave.await(patience.longest().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private AppLoop loop() {
    luck.calm();
    DeploySettings usual = DeploySettings.defaults("localhost", 1);
    DeploySettings settings =
        new DeploySettings(
            usual.domain(),
            usual.port(),
            usual.readiness(),
            usual.probeEvery(),
            usual.lookEvery(),
            usual.drain(),
            HELD_UP,
            usual.publishDeadline(),
            usual.releasePhase(),
            usual.memoryBytes(),
            usual.cpus(),
            usual.pids());
    LoopParts parts =
        new LoopParts(
            intents,
            world,
            world,
            new Busy(),
            new SilentJournal(),
            (app, release, recall) -> Optional.empty(),
            new Teardown(world::removeApp, List.of()),
            slug -> Collections.emptySortedMap(),
            settings,
            new Launch(settings),
            () -> new HostMemory(8_000, 8_000),
            schedule,
            luck.random(),
            Runnable::run,
            task -> stops.add(Thread.startVirtualThread(task)));
    return new AppLoop(intents.app.id(), parts, () -> {});
  }

  private void turnUntilItServes() throws InterruptedException {
    while (world.routedNames().isEmpty()) {
      loop.turn();
      schedule.advanceTo(schedule.passed() + 100);
    }
  }

  @Test
  void whoWaitsForAChangeDoesNotWaitForItAndItsStopWaitsForItsClients() throws Exception {
    intents.record(false);
    turnUntilItServes();
    intents.scale(ProcessType.WEB, 0);
    FutureTask<Settled> waiter =
        new FutureTask<>(() -> loop.awaitSettled(Set.of(ProcessType.WEB), Duration.ofSeconds(20)));
    Thread.startVirtualThread(waiter);
    while (!waiter.isDone()) {
      loop.turn();
    }

    assertEquals(Settled.YES, waiter.get());
    assertEquals(1, world.running("web", Duration.ZERO), "it was stopped under its clients");
    assertEquals(HELD_UP, asked.getFirst().longest());
    clientsLeave.countDown();
    for (Thread stop : List.copyOf(stops)) {
      stop.join();
    }
    assertEquals(0, world.running("web", Duration.ZERO));
    assertFalse(stops.isEmpty());
  }
}
