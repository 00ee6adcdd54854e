package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop turns while the waiter wakes it: all on one thread, but where one is to block. */
@Timeout(60)
class TurnNewsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration NONE = Duration.ZERO;

  private final TurnNews<String> turns = new TurnNews<>();

  private void turn(String news) {
    turns.begin();
    turns.tell(news);
  }

  private Optional<String> await(Duration atMost, Runnable meanwhile) throws InterruptedException {
    return turns.await(news -> !news.equals("not yet"), atMost, meanwhile);
  }

  @Test
  void aTurnThatBeganAfterTheQuestionAnswersIt() throws Exception {
    assertEquals(Optional.of("done"), await(LONG, () -> turn("done")));
  }

  @Test
  void whatWasToldBeforeTheQuestionDoesNotCount() throws Exception {
    turn("done");
    assertEquals(Optional.empty(), await(NONE, () -> {}));
  }

  @Test
  void aTurnThatBeganBeforeTheQuestionDoesNotCountHoweverLateItTells() throws Exception {
    turns.begin();
    assertEquals(Optional.empty(), await(NONE, () -> turns.tell("done")));
  }

  @Test
  void aTurnThatHasOnlyBegunMakesNoOldNewsCount() throws Exception {
    turn("done");
    assertEquals(Optional.empty(), await(NONE, turns::begin));
  }

  @Test
  void afterATurnThatThrewBeforeItToldAnythingTheNextOneAnswers() throws Exception {
    assertEquals(
        Optional.of("done"),
        await(
            LONG,
            () -> {
              turns.begin();
              turn("done");
            }));
  }

  @Test
  void newsThatAreNotEnoughAreNoAnswerWhenTimeIsUp() throws Exception {
    assertEquals(Optional.empty(), await(NONE, () -> turn("not yet")));
  }

  @Test
  void whatTheLoopSaysAsItClosesAnswersEveryoneForGood() throws Exception {
    turn("not yet");
    assertEquals(Optional.of("gone"), await(LONG, () -> turns.close("gone")));
    assertEquals(Optional.of("gone"), await(NONE, () -> {}));
  }

  @Test
  void whoeverBlocksHearsOfNewsAndOfTheEnd() throws Exception {
    Waiter other = new Waiter("other");
    Waiter one = new Waiter("one");
    turn("one");
    assertEquals(Optional.of("one"), one.answer.get());
    other.blocks();
    assertFalse(other.answer.isDone());
    turns.close("other");
    assertEquals(Optional.of("other"), other.answer.get());
  }

  /** Waits for this very news, and blocks when the constructor returns. */
  private final class Waiter {
    final FutureTask<Optional<String>> answer;
    private final Thread thread;

    Waiter(String news) {
      answer = new FutureTask<>(() -> turns.await(news::equals, LONG, () -> {}));
      thread = Thread.startVirtualThread(answer);
      blocks();
    }

    void blocks() {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        assertTrue(thread.isAlive(), "it does not wait");
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whoIsInterruptedIsToldSo() {
    assertThrows(InterruptedException.class, () -> await(LONG, Thread.currentThread()::interrupt));
  }

  /** The loop needs the lock to turn: a wake that waits for it must not hold that. */
  @Test
  void theLoopCanTurnWhileItIsBeingWoken() throws Exception {
    assertEquals(
        Optional.of("done"),
        await(
            LONG,
            () ->
                CompletableFuture.runAsync(() -> turn("done"))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join()));
  }
}
