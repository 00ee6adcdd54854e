package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Unavailable;

class EndsTest {
  private final Map<UUID, String> stored = new ConcurrentSkipListMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean away = true;
  private final Ends ends = new Ends(this::store);

  private void store(UUID build, String why) {
    asked.incrementAndGet();
    if (away) {
      throw new Unavailable("It is away.");
    }
    stored.putIfAbsent(build, why);
  }

  @AfterEach
  void close() {
    ends.close();
  }

  @Test
  void theFirstReasonIsStoredOnceTheDatabaseIsBack() {
    UUID build = UUID.randomUUID();
    ends.fail(build, "it is no good");
    ends.fail(build, "It is away.");
    assertThrows(Unavailable.class, ends::catchUp);
    away = false;
    ends.catchUp();
    assertEquals(Map.of(build, "it is no good"), stored);
  }

  @Test
  void howeverManyWaitOneIsAskedFor() {
    for (int i = 0; i < Ends.MOST; i++) {
      ends.fail(UUID.randomUUID(), "no good");
    }
    assertThrows(Unavailable.class, () -> ends.fail(UUID.randomUUID(), "one too many"));
    asked.set(0);
    assertThrows(Unavailable.class, ends::catchUp);
    assertEquals(1, asked.get());
    away = false;
    ends.catchUp();
    assertEquals(Ends.MOST, stored.size());
  }

  @Test
  void onceClosedNothingIsKept() {
    ends.fail(UUID.randomUUID(), "no good");
    ends.close();
    assertThrows(Unavailable.class, () -> ends.fail(UUID.randomUUID(), "no good"));
  }

  @Test
  void pausesGrowToHalfAMinute() {
    Pause pause = new Pause();
    List<Long> seconds = Stream.generate(() -> pause.next().toSeconds()).limit(6).toList();
    assertEquals(List.of(2L, 4L, 8L, 16L, 30L, 30L), seconds);
  }
}
