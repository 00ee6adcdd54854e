package paas.platform.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PromisesTest {
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final Promises promises = new Promises(() -> now);
  private final UUID app = UUID.randomUUID();
  private final UUID one = UUID.randomUUID();
  private final UUID two = UUID.randomUUID();

  @Test
  void ofTwoThatReadTheSameMemoryOnlyOneIsPromisedIt() {
    long first = promises.stamp();
    long second = promises.stamp();
    assertTrue(promises.make(first, one, app, 512));
    assertFalse(promises.make(second, two, app, 512));
    assertEquals(512, promises.sum());
    assertTrue(promises.make(promises.stamp(), two, UUID.randomUUID(), 100));
    assertEquals(612, promises.sum());
    assertEquals(1, promises.of(app));
  }

  @Test
  void aPromiseEndsWhenItsOneOffStartsOrNeverStarted() {
    promises.make(promises.stamp(), one, app, 512);
    promises.make(promises.stamp(), two, UUID.randomUUID(), 100);
    promises.end(one);
    promises.end(one);
    assertEquals(100, promises.sum());
    assertEquals(0, promises.of(app));
    now = now.plus(Promises.LONGEST);
    assertEquals(0, promises.sum());
  }
}
