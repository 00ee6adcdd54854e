package paas.router.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that appends, at random instants, and looks at what the next one finds. */
@Tag("contract")
class KillTest {
  private static final LogLimits LIMITS =
      Lines.withFileBytes(50_000).withRead(new LogLimits.Bound(1_000_000, 1_000_000_000));

  @TempDir Path dir;

  @Test
  void whatAppendReturnedForIsThereExactlyOnceAfterKills() throws Exception {
    Random random = new Random();
    long seed = random.nextLong();
    random.setSeed(seed);
    long acknowledged = 0;
    for (int round = 0; round < 6; round++) {
      String last = "";
      try (Child child = Child.start(List.of(), Appending.class, dir)) {
        for (int reads = 1 + random.nextInt(1_500); reads > 0; reads--) {
          last = child.read();
        }
        last = child.kill(last);
      }
      acknowledged = Long.parseLong(last);
      assertStreamIsWhole(acknowledged, "seed " + seed + ", round " + round);
    }
    assertTrue(acknowledged > 100);
  }

  private void assertStreamIsWhole(long acknowledged, String where) {
    try (LogRouter logs = LogRouter.open(dir, LIMITS, Clock.systemUTC())) {
      long position = Appending.position(logs);
      assertTrue(position >= acknowledged, where + ": " + position + " < " + acknowledged);
      List<String> texts = Lines.texts(logs.last(Lines.SHOP, 1_000_000, LogFilter.ALL));
      assertEquals(Lines.numbers(1, (int) position), texts, where);
    }
  }

  /**
   * Appends numbered lines in batches for ever, from the position on; prints the number up to which
   * append returned.
   */
  static final class Appending {
    private Appending() {}

    public static void main(String[] args) {
      LogRouter logs = LogRouter.open(Path.of(args[0]), LIMITS, Clock.systemUTC());
      Random random = new Random();
      int done = (int) position(logs);
      while (true) {
        int next = done + 1 + random.nextInt(20);
        logs.append(
            Lines.SHOP,
            Lines.WEB,
            new Position(Integer.toString(next)),
            Lines.numbered(done + 1, next));
        done = next;
        Child.say(Integer.toString(done));
      }
    }

    static long position(LogRouter logs) {
      return logs.position(Lines.SHOP, Lines.WEB).map(at -> Long.parseLong(at.value())).orElse(0L);
    }
  }
}
