package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.InstanceId;
import paas.runner.OneOffSpec;
import paas.runner.RunAs;
import paas.runner.Sandbox;
import paas.runner.Tmpfs;
import paas.runner.VolumeFailed;
import paas.runner.VolumeId;
import paas.runner.VolumeMount;
import paas.runner.Volumes;
import paas.runner.volume.LoopVolumes;

/** Volumes on the real kernel, in real containers; needs root. */
@Tag("contract")
class VolumesTest {
  private static final long SIZE = 16L << 20;
  private static final RunAs UNPRIVILEGED = new RunAs.Unprivileged();

  private static Platform platform;
  private static Volumes volumes;

  private final VolumeId id = new VolumeId(UUID.randomUUID().toString());
  private final Sandbox sandbox = sandbox(UNPRIVILEGED, false);

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
    volumes = platform.volumes;
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @Test
  void whatIsWrittenOutlivesItsContainerAndBelongsToItsUser() {
    volumes.create(id, SIZE);
    assertEquals("", output(sandbox, "echo kept >/data/a"));
    assertEquals("kept\n", output(sandbox, "cat /data/a"));
    assertTrue(output(sandbox, "ls -ln /data").contains(" 47113    47113 "));
    assertEquals("", output(sandbox(new RunAs.Uid(1234), false), "rm /data/a 2>/dev/null"));
    assertEquals("kept\n", output(sandbox, "cat /data/a"), "another user's hands off");
  }

  @Test
  void anEmptyOneIsGivenToWhomMountsItNext() {
    volumes.create(id, SIZE);
    assertEquals("", output(sandbox, "true"));
    assertEquals(
        "1234\n",
        output(sandbox(new RunAs.Uid(1234), false), "echo $(id -u) >/data/u; cat /data/u"));
  }

  @Test
  void aFullOneRefusesItsWriterAndTakesNothingFromTheHost() throws IOException {
    volumes.create(id, SIZE);
    String said = output(sandbox, "dd if=/dev/zero of=/data/big bs=1024k count=64");
    assertTrue(said.contains("No space left on device"), said);
    assertEquals(SIZE, Files.size(file()));
    assertTrue(volumes.use(id).orElseThrow().used() > SIZE / 2);
    assertEquals("room\n", output(sandbox, "echo room >/tmp/x; cat /tmp/x"));
  }

  @Test
  void oneGrowsAndKeepsWhatIsInIt() throws IOException {
    volumes.create(id, SIZE);
    assertEquals("", output(sandbox, "echo kept >/data/a"));
    long before = volumes.use(id).orElseThrow().total();

    volumes.grow(id, 4 * SIZE);
    volumes.grow(id, 4 * SIZE);

    assertEquals(4 * SIZE, Files.size(file()));
    assertTrue(volumes.use(id).orElseThrow().total() > 3 * before);
    assertEquals("kept\n", output(sandbox, "head -c 40000000 /dev/zero >/data/big && cat /data/a"));
    assertThrows(VolumeFailed.class, () -> volumes.grow(id, 1L << 60));
    assertEquals(4 * SIZE, Files.size(file()));
  }

  /** The kernel asks for CAP_SYS_RESOURCE, which not every root has. */
  @Test
  void oneInUseGrowsOrIsRefusedAndStaysInUse() {
    volumes.create(id, SIZE);
    InstanceId holder = detached("while sleep 0.1; do echo x >>/data/a; done");
    Platform.await("it writes", () -> output(sandbox, "cat /data/a").startsWith("x"));
    long before = volumes.use(id).orElseThrow().total();

    String refusal = growing();

    assertTrue(refusal.isEmpty() || refusal.contains("paas storage:unmount"), refusal);
    assertEquals(refusal.isEmpty(), volumes.use(id).orElseThrow().total() > before);
    assertTrue(output(sandbox, "echo y >>/data/a; cat /data/a").contains("y"));
    platform.oneOffs().remove(holder);
    Platform.await("it grows when nobody has it", () -> growing().isEmpty());
    assertTrue(volumes.use(id).orElseThrow().total() > 3 * before);
  }

  /** Why it did not grow; empty when it did. */
  private String growing() {
    try {
      volumes.grow(id, 4 * SIZE);
      return "";
    } catch (VolumeFailed e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aReadOnlyOneCannotBeChanged() {
    volumes.create(id, SIZE);
    assertEquals("", output(sandbox, "echo kept >/data/a"));
    String said = output(sandbox(UNPRIVILEGED, true), "cat /data/a; touch /data/b");
    assertTrue(said.contains("kept\n"), said);
    assertTrue(said.contains("Read-only file system"), said);
  }

  @Test
  void twoContainersSeeOneFileSystemEvenIfTheHostForgotItsMount() throws Exception {
    volumes.create(id, SIZE);
    InstanceId first = detached("echo one >/data/a; sleep 600");
    Platform.await("it wrote", () -> "one\n".equals(output(sandbox, "cat /data/a")));
    run("umount", directory().toString());
    assertFalse(Files.exists(directory().resolve("data")));

    assertEquals("", output(sandbox, "echo two >/data/b"));
    assertEquals("two\n", Files.readString(volumes.open(id).resolve("b")));
    platform.oneOffs().remove(first);
    assertEquals("one\ntwo\n", output(sandbox, "cat /data/a /data/b"));
  }

  @Test
  void whatWasUnmountedIsMountedAgainByAnotherProcess() throws Exception {
    volumes.create(id, SIZE);
    assertEquals("", output(sandbox, "echo kept >/data/a"));
    run("umount", directory().toString());
    Path data = new LoopVolumes(platform.home.resolve("storage")).open(id);
    assertEquals("kept\n", Files.readString(data.resolve("a")));
  }

  @Test
  void oneThatIsRemovedWhileInUseGoesWithItsLastContainer() {
    volumes.create(id, SIZE);
    InstanceId holder = detached("echo x >/data/a; sleep 600");
    volumes.remove(id);
    volumes.remove(id);
    assertFalse(Files.exists(file()));
    assertTrue(devices().contains(id.value()), "the container still has it");
    platform.oneOffs().remove(holder);
    Platform.await("its device is free", () -> !devices().contains(id.value()));
  }

  @Test
  void withoutItsFileNothingStartsAndTheMessageSaysWhatToDo() {
    VolumeFailed failed = assertThrows(VolumeFailed.class, () -> output(sandbox, "true"));
    assertTrue(failed.toString().contains("Put it back from a backup"), failed.toString());
    assertEquals(List.of(), platform.oneOffs().list(platform.app));
  }

  @Test
  void oneThatCannotBeMadeLeavesNothing() {
    assertThrows(VolumeFailed.class, () -> volumes.create(id, 1L << 50));
    assertFalse(Files.exists(file()));
    assertFalse(Files.exists(directory()));
  }

  @Test
  void whatIsInOneOrInTmpfsIsNotOnTheContainersDisk() {
    volumes.create(id, SIZE);
    var mounts = List.of(new VolumeMount(id, "/srv/kept/data", false));
    var tmpfs = List.of(new Tmpfs("/scratch/here", SIZE));
    InstanceId writer =
        platform
            .oneOffs()
            .startDetached(
                spec(
                    new Sandbox(new RunAs.OfImage(), false, tmpfs, mounts, List.of()),
                    "echo x | tee /srv/kept/data/a /scratch/here/b >/srv/lost; sleep 600"));
    Platform.await(
        "the file is seen",
        () -> platform.runner.changes().written(writer).paths().contains("/srv/lost"));
    assertEquals(List.of("/srv/lost"), platform.runner.changes().written(writer).paths());
  }

  private Sandbox sandbox(RunAs user, boolean readOnly) {
    return new Sandbox(
        user, false, List.of(), List.of(new VolumeMount(id, "/data", readOnly)), List.of());
  }

  private Path file() {
    return platform.home.resolve("storage").resolve(id.value() + ".img");
  }

  private Path directory() {
    return platform.home.resolve("storage").resolve(id.value());
  }

  private static String devices() {
    try {
      return run("losetup", "-a");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private InstanceId detached(String command) {
    return platform.oneOffs().startDetached(spec(sandbox, command));
  }

  private static String output(Sandbox sandbox, String command) {
    var out = new ByteArrayOutputStream();
    platform
        .oneOffs()
        .start(spec(sandbox, command))
        .await((stream, bytes) -> out.writeBytes(bytes));
    return out.toString(UTF_8);
  }

  private static OneOffSpec spec(Sandbox sandbox, String command) {
    OneOffSpec spec = platform.oneOff(command);
    return new OneOffSpec(
        spec.app(),
        spec.type(),
        spec.ordinal(),
        spec.release(),
        spec.image(),
        spec.launcher(),
        spec.command(),
        spec.env(),
        spec.limits(),
        sandbox,
        spec.terminal(),
        spec.grace(),
        spec.atMost());
  }
}
