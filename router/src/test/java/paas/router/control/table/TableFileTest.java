package paas.router.control.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

class TableFileTest {
  private static final RouteTable TABLE =
      new RouteTable(
          7,
          List.of(new Route(new Hostname("a.test"), new Target.Blank(new RoutedApp("id", "a")))));

  @TempDir Path directory;

  @Test
  void savedTableIsLoaded() throws Exception {
    TableFile file = new TableFile(directory.resolve("table"));
    assertEquals(Optional.empty(), file.load());
    file.save(new RouteTable(6, List.of()));
    file.save(TABLE);
    assertEquals(Optional.of(TABLE), file.load());
  }

  @Test
  void everyDamagedFileIsSetAsideUntouched() throws Exception {
    Path path = directory.resolve("table");
    new TableFile(path).save(TABLE);
    byte[] good = Files.readAllBytes(path);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(path, bad);
      assertEquals(Optional.empty(), new TableFile(path).load(), "byte " + i);
      assertFalse(Files.exists(path));
      try (Stream<Path> files = Files.list(directory)) {
        Path aside = files.findFirst().orElseThrow();
        assertArrayEquals(bad, Files.readAllBytes(aside));
        Files.delete(aside);
      }
    }
  }

  @Test
  void halfWrittenFileOfACrashIsNoMatter() throws Exception {
    Path path = directory.resolve("table");
    new TableFile(path).save(TABLE);
    Files.write(directory.resolve("table.new"), new byte[] {1, 2, 3});
    assertEquals(Optional.of(TABLE), new TableFile(path).load());
  }
}
