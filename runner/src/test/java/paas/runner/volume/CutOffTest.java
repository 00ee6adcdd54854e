package paas.runner.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.VolumeId;

/** What kills and power cuts leave of a volume, on the real kernel; needs root. */
@Tag("contract")
class CutOffTest {
  private static final long WAIT_SECONDS = 60;

  private final VolumeId id = new VolumeId(UUID.randomUUID().toString());
  private Path home;
  private LoopVolumes volumes;

  @BeforeEach
  void make() throws IOException {
    home = Files.createTempDirectory(Path.of("/var/tmp"), "paas-cut-off");
    volumes = new LoopVolumes(home);
    volumes.create(id, 64L << 20);
  }

  @AfterEach
  void remove() throws IOException {
    volumes.remove(id);
    Files.delete(home);
  }

  private String file() {
    return home.resolve(id.value() + ".img").toString();
  }

  /** What the disk has at that moment is all that there is afterwards. */
  @Test
  void aPowerCutRightAfterItWasMadeLeavesAVolumeThatOpens() throws IOException {
    VolumeId after = new VolumeId(UUID.randomUUID().toString());
    Files.copy(Path.of(file()), home.resolve(after.value() + ".img"));
    try {
      assertTrue(Files.isDirectory(volumes.open(after)), "nothing can be mounted there");
    } finally {
      volumes.remove(after);
    }
  }

  /** It left e2fsck at work. */
  @Test
  void afterAKillTheNextPlatformMountsItOnlyOnceTheCheckHasEnded() throws Exception {
    assertEquals(0, ended("umount", home.resolve(id.value()).toString()));
    Process orphan = new ProcessBuilder("flock", "--no-fork", file(), "sleep", "600").start();
    try {
      await(() -> ended("flock", "--nonblock", file(), "true") != 0);
      CompletableFuture<Path> open = CompletableFuture.supplyAsync(() -> volumes.open(id));
      await(() -> open.isDone() || isQueued());
      assertFalse(open.isDone(), "two of them write to one file");

      orphan.destroyForcibly().waitFor();
      assertTrue(Files.isDirectory(open.get(WAIT_SECONDS, TimeUnit.SECONDS)));
    } finally {
      orphan.destroyForcibly().waitFor();
    }
  }

  private boolean isQueued() {
    return ProcessHandle.current()
        .children()
        .anyMatch(child -> child.info().commandLine().orElse("").contains(file() + " e2fsck"));
  }

  private static void await(BooleanSupplier state) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!state.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not in time");
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static int ended(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
