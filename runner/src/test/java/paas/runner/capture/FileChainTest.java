package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChainTest {
  private static final int ENGINE_FILES = 3;
  private static final int LOOKS = 60;

  @TempDir Path dir;

  @Test
  void filesThatStayAndAreFewerThanTheEngineKeepsAreAllThereEverWas() throws Exception {
    EngineLog log = new EngineLog(dir, ENGINE_FILES);
    log.line("first");
    log.rotate();
    log.line("second");

    try (FileChain chain = new FileChain(log.path(), 4)) {
      assertFalse(chain.beginAtOldest(ENGINE_FILES));
    }
  }

  @Test
  void whileFilesRotateTheOldestIsNeverTakenForTheBeginning() throws Exception {
    EngineLog log = new EngineLog(dir, ENGINE_FILES);
    for (int file = 0; file < ENGINE_FILES; file++) {
      log.line("gone soon");
      log.rotate();
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread engine = Thread.ofPlatform().start(() -> rotateUntil(done, log));
    try {
      for (int look = 0; look < LOOKS; look++) {
        try (FileChain chain = new FileChain(log.path(), 4)) {
          boolean mayBeGone = chain.beginAtOldest(ENGINE_FILES);
          assertTrue(mayBeGone || chain.current().isEmpty(), "look " + look);
        }
      }
    } finally {
      done.set(true);
      engine.join();
    }
  }

  private static void rotateUntil(AtomicBoolean done, EngineLog log) {
    try {
      while (!done.get()) {
        log.rotate();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
