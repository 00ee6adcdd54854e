package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path dir;
  private final BlockingQueue<Path> told = new LinkedBlockingQueue<>();
  private final DirectoryWatch watch = new DirectoryWatch(told::add);

  @BeforeEach
  void start() {
    watch.start();
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void aFileThatGrowsIsToldOfAndThenNotWatchedUntilAskedFor() throws Exception {
    Path file = Files.writeString(dir.resolve("log"), "one");
    assertTrue(watch.watch(dir));
    assertTrue(watch.watches(dir));

    Files.writeString(file, "one, two");

    assertEquals(dir, told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertFalse(watch.watches(dir));
  }

  @Test
  void aWatchBegunAnewTellsAgain() throws Exception {
    for (int round = 0; round < 5; round++) {
      assertTrue(watch.watch(dir));
      Files.writeString(dir.resolve("log"), "round " + round);
      assertEquals(dir, told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsNotWatched() {
    Path none = dir.resolve("none");

    assertFalse(watch.watch(none));
    assertFalse(watch.watches(none));
  }

  @Test
  void aForgottenDirectoryIsNotWatched() {
    watch.watch(dir);
    watch.forget(dir);

    assertFalse(watch.watches(dir));
  }

  @Test
  void nothingIsWatchedOnceItIsClosed() {
    watch.close();

    assertFalse(watch.watch(dir));
  }
}
