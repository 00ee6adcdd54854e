package paas.platform.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.App;

class ReleaseOutputTest {
  @TempDir Path dir;
  private final App app = new FakeIntents().app;

  private void print(ReleaseOutput output, UUID release, String line) {
    try (PhaseFile file = output.open(app.id(), release)) {
      file.line(line);
    }
  }

  private String read(UUID release) throws IOException {
    try (InputStream in = new ReleaseOutput(dir).read(app.id(), release).orElseThrow()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void linesAreKeptAndGoneOnWith() throws IOException {
    UUID release = UUID.randomUUID();
    ReleaseOutput output = new ReleaseOutput(dir);
    assertFalse(output.has(app.id(), release));
    print(output, release, "migrating ü");
    print(output, release, "seeding");
    assertEquals("migrating ü\nseeding\n", read(release));
  }

  @Test
  void whatIsOverTheBoundIsLeftOutAndSaysSo() throws IOException {
    UUID release = UUID.randomUUID();
    try (PhaseFile file = new ReleaseOutput(dir).open(app.id(), release)) {
      for (int i = 0; i < 300; i++) {
        file.line("x".repeat(9_999));
      }
    }
    String kept = read(release);
    assertTrue(kept.length() < PhaseFile.MAX_BYTES + 100, kept.length() + " characters");
    assertTrue(kept.endsWith("… over 1 MB: the rest is in the app's log only\n"));
  }

  @Test
  void onlyTheNewestReleasesOfAnAppAreKept() throws IOException {
    ReleaseOutput output = new ReleaseOutput(dir);
    List<UUID> releases = new ArrayList<>();
    for (int i = 0; i < ReleaseOutput.KEPT + 3; i++) {
      UUID release = UUID.randomUUID();
      releases.add(release);
      print(output, release, "x");
      Path file = dir.resolve(app.id().toString()).resolve(release + ".log");
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(i)));
    }
    assertFalse(output.has(app.id(), releases.getFirst()));
    assertTrue(output.has(app.id(), releases.get(3)));
    assertTrue(output.has(app.id(), releases.getLast()));
  }

  @Test
  void anAppThatIsGoneLeavesNothing() throws IOException {
    ReleaseOutput output = new ReleaseOutput(dir);
    print(output, UUID.randomUUID(), "x");
    output.remove(app);
    output.remove(app);
    try (Stream<Path> left = Files.list(dir)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aFileThatCannotBeKeptFailsNothing() throws IOException {
    Files.writeString(dir.resolve(app.id().toString()), "in the way");
    print(new ReleaseOutput(dir), UUID.randomUUID(), "x");
  }

  @Test
  void appWhoseOutputIsKeptIsListedUntilItIsRemoved() {
    ReleaseOutput output = new ReleaseOutput(dir.resolve("releases"));
    assertEquals(List.of(), output.apps());
    print(output, UUID.randomUUID(), "migrating");
    assertEquals(List.of(app.id()), output.apps());
    output.remove(app.id());
    assertEquals(List.of(), output.apps());
  }
}
