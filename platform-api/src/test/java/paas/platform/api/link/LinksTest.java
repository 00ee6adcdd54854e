package paas.platform.api.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LinksTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T00:00:00Z"));
  private final Links<String> links =
      new Links<>(now::get, Duration.ofMinutes(1), Duration.ofHours(1), 3);

  @Test
  void aTakenLinkIsUsedUp() {
    String secret = links.issue("run");

    assertEquals(Optional.of("run"), links.take(secret));
    assertEquals(Optional.empty(), links.take(secret));
  }

  @Test
  void anUnusedLinkEndsSoonAndAUsedOneLater() {
    String unused = links.issue("a");
    String used = links.issue("b");
    links.use(used);
    now.set(now.get().plus(Duration.ofMinutes(1)));

    assertEquals(Optional.empty(), links.use(unused));
    assertEquals(Optional.of("b"), links.use(used));
  }

  @Test
  void theOldestEndsWhenThereAreTooMany() {
    String oldest = links.issue("1");
    String second = links.issue("2");
    links.issue("3");
    links.issue("4");

    assertEquals(Optional.empty(), links.use(oldest));
    assertEquals(Optional.of("2"), links.use(second));
  }

  @Test
  void usingOneDoesNotEndAnother() {
    String first = links.issue("1");
    String second = links.issue("2");
    String third = links.issue("3");
    links.use(third);

    assertEquals(Optional.of("1"), links.use(first));
    assertEquals(Optional.of("2"), links.use(second));
  }

  @Test
  void secretsAreLongAndDiffer() {
    String one = links.issue("x");

    assertEquals(43, one.length());
    assertNotEquals(one, links.issue("x"));
  }
}
