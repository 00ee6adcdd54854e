package paas.router.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose files the kernel does not let grow (RLIMIT_FSIZE: a write past it stores a part
 * and then fails, as on a full disk), until it raises the limit.
 */
@Tag("contract")
class FullDiskTest {
  @TempDir Path dir;

  @Test
  void linesAreDroppedCountedAndSaidAndNothingElseIsHarmed() throws Exception {
    List<String> limited = List.of("sh", "-c", "ulimit -S -f 16; exec \"$@\"", "sh");
    int storedBefore;
    try (Child child = Child.start(limited, Filling.class, dir)) {
      storedBefore = Integer.parseInt(child.read());
      assertEquals("again", child.read());
    }

    try (LogRouter logs = LogRouter.open(dir, LogLimits.standard(), Clock.systemUTC())) {
      List<String> texts = Lines.texts(logs.last(Lines.SHOP, 10_000, LogFilter.ALL));
      assertEquals(Lines.numbers(1, storedBefore), texts.subList(0, storedBefore));
      String notice = texts.get(storedBefore);
      int dropped = Filling.LINES - storedBefore;
      assertTrue(
          notice.startsWith(dropped + " lines of this stream could not be stored since 20"),
          notice);
      assertEquals(List.of("again"), texts.subList(storedBefore + 1, texts.size()));
      assertEquals(new Position("again"), logs.position(Lines.SHOP, Lines.WEB).orElseThrow());
    }
  }

  /** Appends more than fits, says how much did, gets room again, and appends once more. */
  static final class Filling {
    static final int LINES = 500;

    private Filling() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      LogRouter logs = LogRouter.open(Path.of(args[0]), LogLimits.standard(), Clock.systemUTC());
      for (int i = 1; i <= LINES; i++) {
        logs.append(Lines.SHOP, Lines.WEB, new Position(Integer.toString(i)), Lines.numbered(i, i));
      }
      Child.say(Integer.toString(logs.last(Lines.SHOP, 10_000, LogFilter.ALL).size()));
      String me = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("prlimit", "--pid", me, "--fsize=unlimited:").start().waitFor();
      logs.append(Lines.SHOP, Lines.WEB, new Position("again"), List.of(Lines.web("again")));
      Child.say("again");
    }
  }
}
