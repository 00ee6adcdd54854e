package paas.router.control.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that several routers write, of which some are killed. */
class WholeFileTest {
  private static final byte[] ONE = {1};
  private static final byte[] OTHER = {2};

  @TempDir Path directory;

  private WholeFile file() {
    return new WholeFile(directory.resolve("table"), 7, 100);
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(it -> it.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private void assertHolds(byte[] body) {
    Optional<byte[]> loaded = file().load(bytes -> bytes);
    assertArrayEquals(body, loaded.orElseThrow());
  }

  @Test
  void whoWritesWhileAnotherDoesTakesNothingFromIt() throws Exception {
    file()
        .save(out -> {
          out.write(ONE);
          file().save(OTHER);
          assertHolds(OTHER);
        });
    assertHolds(ONE);
    assertEquals(Set.of("table"), names());
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws Exception {
    file().save(ONE);
    assertThrows(
        IOException.class,
        () ->
            file()
                .save(out -> {
                  out.write(OTHER);
                  throw new IOException("The disk is full");
                }));
    assertHolds(ONE);
    assertEquals(Set.of("table"), names());
  }

  @Test
  void whatAKilledWriterLeftIsTakenAwayAndNobodyElses() throws Exception {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    String left = "table." + killed.pid() + "-12.new";
    String beingWritten = "table." + ProcessHandle.current().pid() + "-34.new";
    List<String> others = List.of(beingWritten, "table.new", "table.x-1.new", "other.1-2.new");
    Files.write(directory.resolve(left), ONE);
    for (String other : others) {
      Files.write(directory.resolve(other), ONE);
    }
    assertEquals(Optional.empty(), file().load(bytes -> bytes));
    assertEquals(Set.copyOf(others), names());
  }
}
