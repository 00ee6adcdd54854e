package paas.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.runner.EngineRefused;
import paas.runner.engine.EngineUnavailable;

class ClearanceTest {
  private final List<String> done = new ArrayList<>();

  private static Clearance of(Runnable... steps) {
    return new Clearance(List.of(steps), Duration.ofMillis(1));
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
    Runnable refused =
        () -> {
          throw new EngineRefused("Docker refused: it is stuck", 500, new IllegalStateException());
        };
    of(refused, () -> done.add("two")).run();
    assertEquals(List.of("two"), done);
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
