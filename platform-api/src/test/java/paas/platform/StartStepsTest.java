package paas.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Unavailable;
import paas.platform.oneoff.EngineFaults;
import paas.runner.EngineRefused;
import paas.runner.engine.EngineUnavailable;

class StartStepsTest {
  private final List<String> done = new ArrayList<>();

  private static StartSteps of(Runnable... steps) {
    return new StartSteps(List.of(steps), Duration.ofMillis(1));
  }

  @Test
  void theEngineIsWaitedFor() throws InterruptedException {
    of(() -> done.add("one"), this::awayTwice, () -> done.add("three")).run();
    assertEquals(List.of("one", "away", "away", "two", "three"), done);
  }

  private void awayTwice() {
    if (done.size() < 3) {
      done.add("away");
      throw new EngineUnavailable("Docker does not answer");
    }
    done.add("two");
  }

  @Test
  void whatTheEngineRefusesDoesNotEndTheStart() throws InterruptedException {
    of(StartStepsTest::refuse, () -> done.add("two")).run();
    assertEquals(List.of("two"), done);
  }

  @Test
  void aRefusalOfTheMomentIsTriedAgain() throws InterruptedException {
    of(
            () -> {
              done.add("tried");
              if (done.size() < 3) {
                refuse();
              }
            })
        .run();
    assertEquals(List.of("tried", "tried", "tried"), done);
  }

  @Test
  void norWhatSaysSoInThePlatformsWords() throws InterruptedException {
    Runnable refused = () -> EngineFaults.translated(StartStepsTest::refuse);
    of(refused, () -> done.add("two")).run();
    assertEquals(List.of("two"), done);
  }

  private static String refuse() {
    throw new EngineRefused("Docker refused: it is stuck", 500, new IllegalStateException());
  }

  @Test
  void theStoreIsWaitedFor() throws InterruptedException {
    of(
            () -> {
              done.add("asked");
              if (done.size() < 3) {
                throw new Unavailable("The database does not answer");
              }
            })
        .run();
    assertEquals(List.of("asked", "asked", "asked"), done);
  }

  @Test
  void aBugDoes() {
    Runnable bug =
        () -> {
          throw new IllegalStateException("a bug");
        };
    assertThrows(IllegalStateException.class, of(bug)::run);
  }
}
