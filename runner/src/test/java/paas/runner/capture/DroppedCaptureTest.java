package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.InstanceId;

/** Containers that are gone for good, whatever they printed. */
class DroppedCaptureTest {
  private static final InstanceId WEB = new InstanceId("a".repeat(64));
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;
  private final RecordingSink sink = new RecordingSink();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);
  private EngineLog engine;
  private OutputCapture capture;

  @BeforeEach
  void start() {
    engine = new EngineLog(dir, 3);
    capture =
        new OutputCapture(
                (id, position, lines, gap) -> {
                  begun.countDown();
                  await(held);
                  sink.accept(id, position, lines, gap);
                },
                CaptureLimits.standard())
            .start();
    capture.follow(WEB, engine.path(), Optional.empty());
  }

  @AfterEach
  void close() {
    held.countDown();
    capture.close();
  }

  @Test
  void itsFileIsClosedAndNothingMoreIsRead() throws Exception {
    held.countDown();
    engine.line("one");
    sink.await(1);
    capture.drop(WEB);
    capture.drop(WEB);
    awaitClosed();
    engine.line("two");
    capture.finish(WEB);

    assertEquals(List.of("one"), sink.shown());
  }

  @Test
  void whoeverReadsItAtThatMomentClosesItsFile() throws Exception {
    engine.line("one");
    await(begun);
    capture.drop(WEB);
    held.countDown();
    awaitClosed();

    assertEquals(List.of("one"), sink.shown());
  }

  @Test
  void anInterruptedEndClosesItsFileToo() throws Exception {
    engine.line("one");
    await(begun);
    Thread.currentThread().interrupt();
    capture.finish(WEB);
    assertEquals(true, Thread.interrupted());
    held.countDown();
    awaitClosed();
  }

  private void awaitClosed() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (isOpen()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(engine.path() + " is still open");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean isOpen() throws IOException {
    try (Stream<Path> all = Files.list(OPEN_FILES)) {
      return all.anyMatch(this::isOurs);
    }
  }

  private boolean isOurs(Path open) {
    try {
      return Files.readSymbolicLink(open).startsWith(dir);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
