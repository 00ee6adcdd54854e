package paas.router.control.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Its routes are of so many bytes that it can just be written whole. */
  private static RouteTable fullest(long generation) {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 524; i++) {
      routes.add(blank("h" + i + ".test", "x".repeat(64_000)));
    }
    routes.add(blank("last.test", "x"));
    int left = TableCodec.MAX_BYTES - TableCodec.encode(new RouteTable(1, routes)).length;
    routes.set(routes.size() - 1, blank("last.test", "x".repeat(1 + left)));
    return new RouteTable(generation, routes);
  }

  private static Route blank(String host, String appId) {
    return new Route(new Hostname(host), new Target.Blank(new RoutedApp(appId, "a")));
  }

  @Test
  void whatCanBeWrittenWholeCanBeWrittenAsADifference() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    file.save(TABLE);
    RouteTable full = fullest(8);
    assertEquals(TableCodec.MAX_BYTES, TableCodec.encode(full).length);
    file.save(full);
    assertEquals(Optional.of(full), new TableFile(path).load());
  }

  private static RouteTable deployed(RouteTable former, int deploy) {
    Target target = new Target.Blank(new RoutedApp("id" + deploy, "a".repeat(200)));
    return former.next(former.generation() + 1, List.of(new Route(new Hostname("a.test"), target)));
  }

  private Path differences() {
    return directory.resolve("table.differences");
  }

  @Test
  void whateverIsLeftOfTheDifferencesATableThatWasThereIsLoaded() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    List<RouteTable> saved = new ArrayList<>(List.of(TABLE));
    file.save(TABLE);
    for (int i = 1; i <= 3; i++) {
      saved.add(deployed(saved.getLast(), i));
      file.save(saved.getLast());
    }
    byte[] good = Files.readAllBytes(differences());
    assertEquals(saved.getLast(), new TableFile(path).load().orElseThrow());
    long last = 0;
    for (int length = 0; length < good.length; length++) {
      Files.write(differences(), Arrays.copyOf(good, length));
      RouteTable loaded = new TableFile(path).load().orElseThrow();
      assertTrue(saved.contains(loaded), "length " + length);
      assertTrue(loaded.generation() >= last, "length " + length);
      last = loaded.generation();
      byte[] bad = good.clone();
      bad[length] ^= 1;
      Files.write(differences(), bad);
      assertTrue(saved.contains(new TableFile(path).load().orElseThrow()), "byte " + length);
    }
    assertEquals(saved.get(2).generation(), last, "all but what was cut");
  }

  @Test
  void differencesOfAnOlderTableLeadNowhere() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    file.save(TABLE);
    file.save(deployed(TABLE, 1));
    byte[] old = Files.readAllBytes(differences());
    file.forget();
    RouteTable whole = deployed(deployed(TABLE, 1), 2);
    file.save(whole);
    assertFalse(Files.exists(differences()));
    // As after a crash between the two.
    Files.write(differences(), old);
    assertEquals(whole, new TableFile(path).load().orElseThrow());
  }

  @Test
  void manyDifferencesBecomeOneTable() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    RouteTable table = TABLE;
    for (int i = 0; i < 1_000; i++) {
      table = deployed(table, i);
      file.save(table);
      assertTrue(!Files.exists(differences()) || Files.size(differences()) < (65 << 10));
    }
    assertEquals(table, new TableFile(path).load().orElseThrow());
  }

  /** Each takes its time to read where the table is large, however few bytes it is. */
  @Test
  void manySmallDifferencesBecomeOneTableToo() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    RouteTable table = TABLE;
    file.save(table);
    for (int i = 0; i < 65; i++) {
      Target target = new Target.Blank(new RoutedApp("id" + i, "a"));
      table = table.next(8 + i, List.of(new Route(new Hostname("a.test"), target)));
      file.save(table);
    }
    assertFalse(Files.exists(differences()));
    assertEquals(table, new TableFile(path).load().orElseThrow());
  }

  @Test
  void whatAnotherRouterWroteMeanwhileIsMadeUpForByAWholeTable() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    file.save(TABLE);
    RouteTable others = deployed(TABLE, 1);
    new TableFile(path).save(others);
    RouteTable last = deployed(others, 2);
    file.save(last);
    assertEquals(last, new TableFile(path).load().orElseThrow());
  }

  @Test
  void whatAnotherRouterTookAwayIsMadeUpForByAWholeTable() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    file.save(TABLE);
    RouteTable next = deployed(TABLE, 1);
    file.save(next);
    Files.delete(differences());
    RouteTable last = deployed(next, 2);
    file.save(last);
    assertEquals(last, new TableFile(path).load().orElseThrow());
  }

  @Test
  void tableThatIsGoneIsWrittenAgain() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    file.save(TABLE);
    Files.delete(path);
    RouteTable next = deployed(TABLE, 1);
    file.save(next);
    assertEquals(next, new TableFile(path).load().orElseThrow());
  }

  @Test
  void onlyItsOwnerReadsTheDifferences() throws Exception {
    TableFile file = new TableFile(directory.resolve("table"));
    file.save(TABLE);
    file.save(deployed(TABLE, 1));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(differences())));
  }

  @Test
  void aDifferenceThatFailsIsMadeUpForByAWholeTable() throws Exception {
    Path path = directory.resolve("table");
    TableFile file = new TableFile(path);
    file.save(TABLE);
    RouteTable next = deployed(TABLE, 1);
    Thread.currentThread().interrupt();
    assertThrows(ClosedByInterruptException.class, () -> file.save(next));
    assertTrue(Thread.interrupted());
    assertEquals(0, Files.size(differences()));
    assertEquals(TABLE, new TableFile(path).load().orElseThrow());
    RouteTable last = deployed(next, 2);
    file.save(last);
    assertEquals(last, new TableFile(path).load().orElseThrow());
  }
}
