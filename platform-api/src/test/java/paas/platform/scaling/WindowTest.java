package paas.platform.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.platform.autoscale.Requests;
import paas.router.control.RequestFacts;

class WindowTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LATER = START.plusSeconds(60);

  private final Window window = new Window(Duration.ofSeconds(12), START);

  private void add(Instant at, long millis) {
    window.add(
        at, new RequestFacts.Answered("", "", "", Optional.of(Duration.ofMillis(millis)), 200, 0));
  }

  private Requests at(Instant now) {
    return window.at(now).orElseThrow();
  }

  @Test
  void nothingIsKnownBeforeAWholeWindowWasSeen() {
    add(START, 5);
    assertEquals(Optional.empty(), window.at(START.plusSeconds(12)));
    assertEquals(0, at(START.plusSeconds(13)).count(), "the first slot is past then");
  }

  @Test
  void onlyWholeSlotsOfTheWindowCount() {
    for (int second = 0; second <= 60; second++) {
      add(START.plusSeconds(second), 10);
    }
    Requests seen = at(LATER);
    assertEquals(12, seen.count(), "not the slot that is being filled");
    assertEquals(Duration.ofSeconds(12), seen.over());
  }

  @Test
  void p95IsThatOfTheTimesThatAreKnown() {
    for (int i = 1; i <= 100; i++) {
      add(LATER.minusSeconds(1 + i % 10), i * 10);
    }
    window.add(LATER.minusSeconds(3), new RequestFacts.Dropped(50));
    Requests seen = at(LATER);
    assertEquals(150, seen.count());
    assertEquals(100, seen.timed());
    long p95 = seen.p95().orElseThrow().toMillis();
    assertTrue(p95 >= 945 && p95 <= 960, "" + p95);
  }

  @Test
  void noRequestsHaveNoP95() {
    assertEquals(new Requests(0, Duration.ofSeconds(12), 0, Optional.empty()), at(LATER));
  }

  @Test
  void aLateLineCountsWhenItWasOrNotAtAll() {
    add(LATER.minusSeconds(1), 10);
    add(LATER.minusSeconds(11), 10);
    add(LATER.minusSeconds(40), 10);
    assertEquals(2, at(LATER).count());
    assertEquals(Optional.of(LATER.minusSeconds(1)), window.lastAt());
  }

  @Test
  void whatTakesForeverCountsAsLong() {
    add(LATER.minusSeconds(1), Long.MAX_VALUE / 2_000_000);
    long p95 = at(LATER).p95().orElseThrow().toMillis();
    assertTrue(p95 >= 60_000 && p95 < 61_000, "" + p95);
  }
}
