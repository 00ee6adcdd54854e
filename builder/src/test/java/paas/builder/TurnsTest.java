package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(1);

  /** One build that waits: what it is told, and whether it came to its turn. */
  private final class Waiting {
    final BlockingQueue<Integer> told = new ArrayBlockingQueue<>(8);
    final BuildStop stop = new BuildStop();
    final CompletableFuture<Boolean> turn =
        CompletableFuture.supplyAsync(
            () -> turns.await(stop, told::add), Thread::startVirtualThread);

    int next() throws InterruptedException {
      Integer ahead = told.poll(10, TimeUnit.SECONDS);
      return ahead == null ? -1 : ahead;
    }

    boolean outcome() {
      return turn.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  private List<Waiting> threeBehindOne() throws InterruptedException {
    assertTrue(turns.await(new BuildStop(), ahead -> {}));
    Waiting first = new Waiting();
    assertEquals(0, first.next());
    Waiting second = new Waiting();
    assertEquals(1, second.next());
    Waiting third = new Waiting();
    assertEquals(2, third.next());
    return List.of(first, second, third);
  }

  @Test
  void whoseTurnIsNowIsToldNothing() {
    assertTrue(
        turns.await(
            new BuildStop(),
            ahead -> {
              throw new AssertionError("told " + ahead);
            }));
  }

  @Test
  void turnsAreTakenInTheOrderOfComing() throws InterruptedException {
    List<Waiting> three = threeBehindOne();

    turns.done();
    assertTrue(three.get(0).outcome());
    assertEquals(0, three.get(1).next());
    assertEquals(1, three.get(2).next());
    assertFalse(three.get(1).turn.isDone());

    turns.done();
    assertTrue(three.get(1).outcome());
    turns.done();
    assertTrue(three.get(2).outcome());
  }

  @Test
  void aStoppedBuildLeavesTheLine() throws InterruptedException {
    List<Waiting> three = threeBehindOne();

    three.get(0).stop.stop(new BuildStop.Cancelled("enough"));

    assertFalse(three.get(0).outcome());
    assertEquals(0, three.get(1).next());
    assertEquals(1, three.get(2).next());
  }

  @Test
  void theEndIsWhenNobodyHasATurnOrWaits() throws InterruptedException {
    assertTrue(turns.awaitEnd(Duration.ZERO));
    assertTrue(turns.await(new BuildStop(), ahead -> {}));
    assertFalse(turns.awaitEnd(Duration.ofMillis(1)));
    turns.done();
    assertTrue(turns.awaitEnd(Duration.ZERO));
  }
}
