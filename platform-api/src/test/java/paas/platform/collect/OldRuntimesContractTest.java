package paas.platform.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.builder.RuntimeStock;
import paas.platform.build.FreshImages;
import paas.runner.engine.Engine;

/** A volume of runtimes on the real engine, of a platform of its own. */
@Tag("contract")
class OldRuntimesContractTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final Engine engine = new Engine(Path.of("/var/run/docker.sock"));
  private final String platform = "%08x".formatted(ThreadLocalRandom.current().nextInt());
  private final String volume = "paas-" + platform + "-runtimes";
  private final FreshImages fresh = new FreshImages(() -> NOW);
  private final OldRuntimes runtimes =
      new OldRuntimes(
          new RuntimeStock(engine, platform), fresh, new Unused(Duration.ofDays(30), 1), () -> NOW);
  private Path root = Path.of("/");

  @BeforeEach
  void open() {
    engine.client().createVolumeCmd().withName(volume).exec();
    root =
        Path.of(
            Objects.requireNonNull(
                engine.client().inspectVolumeCmd(volume).exec().getMountpoint()));
  }

  @AfterEach
  void close() throws IOException {
    engine.client().removeVolumeCmd(volume).exec();
    engine.close();
  }

  private Path runtime(char entry, int generation, boolean ready, int days) throws IOException {
    Path folder = root.resolve(String.valueOf(entry).repeat(64)).resolve("" + generation);
    Files.createDirectories(folder.resolve("files/bin"));
    Files.write(folder.resolve("files/bin/lang"), new byte[5000]);
    Files.createSymbolicLink(folder.resolve("files/up"), root);
    FileTime then = FileTime.from(NOW.minus(Duration.ofDays(days)));
    if (ready) {
      Files.setLastModifiedTime(Files.createFile(folder.resolve(".ready")), then);
    } else {
      Files.setLastModifiedTime(folder, then);
    }
    return folder;
  }

  @Test
  void whatNoBuildHasUsedForSoLongGoesWithItsBytesAndTheRestStays() throws Exception {
    Path old = runtime('a', 0, true, 31);
    Path superseded = runtime('b', 2900, true, 40);
    Path current = runtime('b', 2901, true, 29);
    Path halfMade = runtime('c', 7, false, 31);
    Path young = runtime('d', 7, false, 1);
    Path foreign = Files.createDirectories(root.resolve("notes/1"));

    Collected collected = runtimes.collect();

    assertEquals(
        List.of(5000L, 5000L, 5000L),
        collected.reclaimed().stream().map(Reclaimed::bytes).toList());
    assertEquals(
        Optional.of(Reclaimed.Kind.RUNTIME),
        collected.reclaimed().stream().map(Reclaimed::kind).findFirst());
    assertFalse(Files.exists(old.getParent()), "the entry goes with its last generation");
    assertFalse(Files.exists(superseded) || Files.exists(halfMade));
    assertTrue(Files.exists(current.resolve("files/bin/lang")) && Files.exists(young));
    assertTrue(Files.exists(foreign));
    assertEquals(Collected.all(List.of()), runtimes.collect());
  }

  @Test
  void nothingGoesWhileABuildRuns() throws Exception {
    Path old = runtime('a', 0, true, 31);
    try (RunningBuild _ = new RunningBuild(fresh)) {
      assertEquals(new Collected(List.of(), true), runtimes.collect());
      assertTrue(Files.exists(old.resolve(".ready")));
    }
    assertEquals(1, runtimes.collect().reclaimed().size());
  }

  @Test
  void withoutAVolumeThereIsNothingToDo() throws Exception {
    engine.client().removeVolumeCmd(volume).exec();
    assertEquals(Collected.all(List.of()), runtimes.collect());
    engine.client().createVolumeCmd().withName(volume).exec();
  }
}
