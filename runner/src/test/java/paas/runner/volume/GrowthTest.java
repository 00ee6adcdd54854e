package paas.runner.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.VolumeFailed;
import paas.runner.VolumeId;

/** Growth on the real kernel; needs root. */
@Tag("contract")
class GrowthTest {
  private static final long SIZE = 64L << 20;
  private static final long WAIT_NANOS = 60_000_000_000L;

  private final VolumeId id = new VolumeId(UUID.randomUUID().toString());
  private final byte[] content = new byte[20 << 20];
  private Path home;
  private LoopVolumes atRest;
  private LoopVolumes mounted;

  @BeforeEach
  void make() throws IOException {
    home = Files.createTempDirectory(Path.of("/var/tmp"), "paas-growth");
    atRest = new LoopVolumes(home, () -> false);
    mounted = new LoopVolumes(home, () -> true);
    atRest.create(id, SIZE);
    new Random(1).nextBytes(content);
    Files.write(kept(), content);
  }

  @AfterEach
  void remove() throws IOException {
    atRest.remove(id);
    Files.delete(home);
  }

  private Path kept() {
    return atRest.open(id).resolve("kept");
  }

  private Path file() {
    return home.resolve(id.value() + ".img");
  }

  private Path copy() {
    return home.resolve(id.value() + ".growing");
  }

  private long total() {
    return atRest.use(id).orElseThrow().total();
  }

  private void assertWhole() throws Exception {
    assertEquals(-1, Arrays.mismatch(content, Files.readAllBytes(kept())));
    run("umount", home.resolve(id.value()).toString());
    run("e2fsck", "-f", "-n", file().toString());
    assertEquals(-1, Arrays.mismatch(content, Files.readAllBytes(kept())));
  }

  @Test
  void atRestItHasTheSizeThatWasAskedForAndLeavesNothing() throws Exception {
    atRest.grow(id, 3 * SIZE);
    atRest.grow(id, 3 * SIZE);
    assertEquals(3 * SIZE, Files.size(file()));
    assertTrue(total() > 2 * SIZE, () -> "total " + total());
    assertFalse(Files.exists(copy()));
    assertWhole();
  }

  /** As one that took its room and no more, and was killed then. */
  @Test
  void aFileThatIsLargerAlreadyDoesNotMakeTheFileSystemLarger() throws Exception {
    try (var image = new RandomAccessFile(file().toFile(), "rw")) {
      image.setLength(8 * SIZE);
    }
    assertEquals(0, atRest.growth(id, 2 * SIZE));
    atRest.grow(id, 2 * SIZE);
    assertEquals(2 * SIZE, Files.size(file()));
    assertTrue(total() < 2 * SIZE, () -> "total " + total());
    assertWhole();
  }

  @Test
  void oneThatIsLargerThanAskedForIsToldAndStays() throws Exception {
    atRest.grow(id, 2 * SIZE);
    VolumeFailed refusal = assertThrows(VolumeFailed.class, () -> atRest.grow(id, SIZE));
    assertTrue(String.valueOf(refusal.getMessage()).contains("128 MB already"), refusal::toString);
    assertEquals(2 * SIZE, Files.size(file()));
    assertWhole();
  }

  @Test
  void aKillWhileItGrowsAtRestLeavesItAsItWas() throws Exception {
    long before = SIZE;
    while (!isKilledInTime(before + SIZE)) {
      assertTrue(before < 20 * SIZE, "it was always killed too late to tell anything");
      before = Files.size(file());
    }
    assertEquals(before, Files.size(file()));
    assertWhole();
    assertFalse(Files.exists(copy()), "what the kill left goes when it is opened");
    atRest.grow(id, before + SIZE);
    assertEquals(before + SIZE, Files.size(file()));
    assertWhole();
  }

  private boolean isKilledInTime(long bytes) throws Exception {
    Process grower = grower(bytes);
    await(() -> Files.exists(copy()) || !grower.isAlive());
    grower.destroyForcibly().waitFor();
    return Files.exists(copy());
  }

  /** Another process's mounts are no longer ours to take away. */
  @Test
  void whatAStartingContainerHasForAMomentIsWaitedFor() throws Exception {
    Process starting =
        new ProcessBuilder(
                "unshare", "--mount", "--propagation", "private", "sh", "-c", "echo; sleep 1")
            .start();
    assertEquals('\n', starting.getInputStream().read());
    atRest.grow(id, 2 * SIZE);
    assertEquals(2 * SIZE, Files.size(file()));
    assertWhole();
  }

  @Test
  void anInterruptWhileItGrowsAtRestLeavesItWholeAndItOpensAgain() throws Exception {
    Thread grower =
        Thread.ofPlatform()
            .start(() -> {
              try {
                atRest.grow(id, 8 * SIZE);
              } catch (VolumeFailed e) {
                Thread.currentThread().interrupt();
              }
            });
    await(() -> Files.exists(copy()) || !grower.isAlive());
    grower.interrupt();
    grower.join();
    assertWhole();
    assertFalse(Files.exists(copy()));
  }

  /** The kernel asks for CAP_SYS_RESOURCE, which not every root has. */
  @Test
  void mountedItGrowsOrGivesBackTheRoomThatItTook() throws Exception {
    if (Privileges.sysResource()) {
      mounted.grow(id, 3 * SIZE);
      assertEquals(3 * SIZE, Files.size(file()));
    } else {
      assertThrows(VolumeFailed.class, () -> mounted.grow(id, 3 * SIZE));
      assertEquals(SIZE, Files.size(file()));
    }
    assertWhole();
  }

  private Process grower(long bytes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Grower.class.getName(),
            home.toString(),
            id.value(),
            Long.toString(bytes))
        .inheritIO()
        .start();
  }

  private static void await(BooleanSupplier state) {
    long end = System.nanoTime() + WAIT_NANOS;
    while (!state.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not in time");
      LockSupport.parkNanos(200_000);
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
