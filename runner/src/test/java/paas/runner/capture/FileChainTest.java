package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChainTest {
  private static final int ENGINE_FILES = 3;

  /** Of a rotation of so many: the oldest goes, the two others move, a new one is made. */
  private static final int STEPS = 4;

  @TempDir Path dir;

  private EngineLog rotatedOften(int steps) throws IOException {
    EngineLog log = new EngineLog(Files.createDirectory(dir.resolve("" + steps)), ENGINE_FILES);
    for (int file = 0; file < ENGINE_FILES; file++) {
      log.line("gone soon");
      log.rotate();
    }
    return log;
  }

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
  void howeverFarARotationHasComeTheOldestIsNotTakenForTheBeginning() throws Exception {
    for (int steps = 0; steps <= STEPS; steps++) {
      EngineLog log = rotatedOften(steps);
      EngineLog.Rotation rotation = log.rotation();
      assertEquals(STEPS, rotation.steps());
      for (int step = 0; step < steps; step++) {
        rotation.step();
      }
      try (FileChain chain = new FileChain(log.path(), 4, () -> end(rotation))) {
        assertTrue(chain.beginAtOldest(ENGINE_FILES), "after " + steps + " steps");
        assertTrue(chain.current().isPresent(), "after " + steps + " steps");
      }
    }
  }

  private static void end(EngineLog.Rotation rotation) {
    try {
      rotation.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
