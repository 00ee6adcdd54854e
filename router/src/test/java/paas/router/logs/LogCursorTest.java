package paas.router.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.logs.Lines.SHOP;
import static paas.router.logs.Lines.WEB;
import static paas.router.logs.Lines.numbered;
import static paas.router.logs.Lines.numbers;
import static paas.router.logs.Lines.textsOf;
import static paas.router.logs.Lines.web;
import static paas.router.logs.Lines.withFileBytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.router.logs.LogLimits.Bound;

class LogCursorTest {
  private static final LineId START = new LineId(0);
  private static final Bound MANY = new Bound(1_000, 1_000_000);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path dir;
  private Optional<LogRouter> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(LogRouter::close);
  }

  @Test
  void readsAStreamOfManyFilesToItsEnd() throws Exception {
    LogRouter logs = open(withFileBytes(500));
    for (int i = 1; i <= 200; i++) {
      logs.append(SHOP, web(Integer.toString(i)));
    }
    LogCursor cursor = logs.cursor(SHOP);

    assertEquals(numbers(1, 200), textsOf(all(cursor, START, new Bound(7, 1_000_000))));
    assertEquals(new LineId(200), cursor.newest());
  }

  @Test
  void aBatchThatIsLargerThanTheBoundComesInParts() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 100));
    LogCursor cursor = logs.cursor(SHOP);

    List<StoredLine> first = cursor.next(START, new Bound(30, 1_000_000), Duration.ZERO);
    assertEquals(numbers(1, 30), textsOf(first));
    assertEquals(first, cursor.next(START, new Bound(30, 1_000_000), Duration.ZERO), "asked again");
    assertEquals(
        numbers(31, 100), textsOf(all(cursor, first.getLast().id(), new Bound(1_000, 20))));
  }

  @Test
  void aLineAboveTheBoundComesAlone() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, WEB, new Position("1"), List.of(web("x".repeat(100)), web("y")));

    assertEquals(
        List.of("x".repeat(100)),
        textsOf(logs.cursor(SHOP).next(START, new Bound(10, 10), Duration.ZERO)));
  }

  @Test
  void whatCannotBeReadNowIsReadLater() throws Exception {
    LogRouter logs = open(withFileBytes(500));
    for (int i = 1; i <= 100; i++) {
      logs.append(SHOP, web(Integer.toString(i)));
    }
    LogCursor cursor = logs.cursor(SHOP);
    Path first = firstFile();
    Path aside = dir.resolve("aside");
    Files.move(first, aside);
    Files.createSymbolicLink(first, first); // cannot be opened, but is not gone
    assertThrows(UncheckedIOException.class, () -> cursor.next(START, MANY, Duration.ZERO));
    Files.delete(first);
    Files.move(aside, first);

    assertEquals(numbers(1, 100), textsOf(all(cursor, START, MANY)));
  }

  private Path firstFile() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(file -> file.endsWith(Segment.fileName(1))).findFirst().orElseThrow();
    }
  }

  @Test
  void aDeletedStreamHasNoLinesLeft() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, web("1"));
    LogCursor cursor = logs.cursor(SHOP);
    logs.delete(SHOP);

    assertEquals(List.of(), cursor.next(START, MANY, LONG));
    assertTrue(cursor.ended());
  }

  @Test
  void whoWaitsIsWokenByTheNextLine() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, web("1"));
    LogCursor cursor = logs.cursor(SHOP);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              logs.append(SHOP, WEB, new Position("none of them"), List.of());
              logs.append(SHOP, web("2"));
            });

    assertEquals(List.of("2"), textsOf(cursor.next(new LineId(1), MANY, LONG)));
    writer.join();
  }

  @Test
  void writerAndReaderMeetWithoutHoleOrDouble() throws Exception {
    LogRouter logs = open(withFileBytes(5_000));
    int all = 5_000;
    LogCursor cursor = logs.cursor(SHOP);
    Thread writer =
        Thread.ofVirtual().start(() -> numbered(1, all).forEach(line -> logs.append(SHOP, line)));
    List<StoredLine> seen = new ArrayList<>();
    while (seen.size() < all) {
      List<StoredLine> next = cursor.next(lastOf(seen, START), MANY, LONG);
      assertFalse(next.isEmpty(), "30 s without a line, after " + seen.size());
      seen.addAll(next);
    }
    writer.join();
    assertEquals(numbers(1, all), textsOf(seen));
  }

  @Test
  void whatRetentionTookIsAGapInTheIds() throws Exception {
    LogLimits limits = withFileBytes(500);
    LogRouter logs = open(limits.withKept(new LogLimits.Kept(Duration.ofDays(7), 2_000, 5)));
    LogCursor cursor = logs.cursor(SHOP);
    for (int i = 1; i <= 200; i++) {
      logs.append(SHOP, web(Integer.toString(i)));
    }

    List<StoredLine> kept = all(cursor, START, MANY);

    assertTrue(kept.getFirst().id().value() > 100, kept.toString());
    assertEquals(new LineId(200), kept.getLast().id());
    assertEquals(numbers((int) kept.getFirst().id().value(), 200), textsOf(kept));
  }

  @Test
  void aFileThatCannotBeReadFurtherCostsTheRestOfItOnly() throws Exception {
    LogRouter logs = open(withFileBytes(500));
    for (int i = 1; i <= 60; i++) {
      logs.append(SHOP, web(Integer.toString(i)));
    }
    Path second = dir.resolve(SHOP.value()).resolve(Segment.fileName(2));
    byte[] bytes = Files.readAllBytes(second);
    bytes[bytes.length / 2] ^= 1;
    Files.write(second, bytes, StandardOpenOption.TRUNCATE_EXISTING);

    List<String> texts = textsOf(all(logs.cursor(SHOP), START, MANY));

    assertEquals("1", texts.getFirst());
    assertEquals("60", texts.getLast());
    assertTrue(texts.size() < 60 && texts.size() > 40, texts.toString());
  }

  @Test
  void anIdFromTheFutureHasNothingBehindIt() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, web("1"));

    assertEquals(List.of(), logs.cursor(SHOP).next(new LineId(1_000), MANY, Duration.ZERO));
  }

  @Test
  void theEndOfTheStreamWakesItsReader() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, web("1"));
    LogCursor cursor = logs.cursor(SHOP);
    assertFalse(cursor.ended());
    Thread deleter = Thread.ofVirtual().start(() -> logs.delete(SHOP));

    assertEquals(List.of(), cursor.next(new LineId(1), MANY, LONG));
    deleter.join();
    assertTrue(cursor.ended());
    assertTrue(logs.cursor(SHOP).ended());
  }

  @Test
  void closingWakesItsReader() throws Exception {
    LogCursor cursor = open(LogLimits.standard()).cursor(SHOP);
    Thread closer = Thread.ofVirtual().start(cursor::close);

    assertEquals(List.of(), cursor.next(START, MANY, LONG));
    closer.join();
    assertTrue(cursor.ended());
  }

  private static List<StoredLine> all(LogCursor cursor, LineId after, Bound bound)
      throws InterruptedException {
    List<StoredLine> all = new ArrayList<>();
    List<StoredLine> next = cursor.next(after, bound, Duration.ZERO);
    while (!next.isEmpty()) {
      all.addAll(next);
      next = cursor.next(lastOf(all, after), bound, Duration.ZERO);
    }
    return all;
  }

  private static LineId lastOf(List<StoredLine> lines, LineId otherwise) {
    return lines.isEmpty() ? otherwise : lines.getLast().id();
  }

  private LogRouter open(LogLimits limits) {
    LogRouter logs = LogRouter.open(dir, limits, new VirtualClock());
    open = Optional.of(logs);
    return logs;
  }
}
