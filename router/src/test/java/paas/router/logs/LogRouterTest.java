package paas.router.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.logs.Lines.BLOG;
import static paas.router.logs.Lines.SHOP;
import static paas.router.logs.Lines.WEB;
import static paas.router.logs.Lines.numbered;
import static paas.router.logs.Lines.numbers;
import static paas.router.logs.Lines.texts;
import static paas.router.logs.Lines.web;
import static paas.router.logs.Lines.withFileBytes;
import static paas.router.logs.Lines.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRouterTest {
  @TempDir Path dir;
  private final VirtualClock clock = new VirtualClock();
  private Optional<LogRouter> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(LogRouter::close);
  }

  @Test
  void theLastLinesComeOldestFirst() {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, WEB, new Position("5"), numbered(1, 5));
    logs.append(SHOP, web("6"));

    assertEquals(numbers(4, 6), texts(logs.last(SHOP, 3, LogFilter.ALL)));
    assertEquals(numbers(1, 6), texts(logs.last(SHOP, 100, LogFilter.ALL)));
    assertEquals(List.of(), logs.last(SHOP, 0, LogFilter.ALL));
    assertEquals(List.of(), logs.last(BLOG, 10, LogFilter.ALL));
  }

  @Test
  void aLineComesBackAsItWas() {
    LogRouter logs = open(LogLimits.standard());
    LogLine line =
        new LogLine(
            clock.instant().plusNanos(109_000), "paas", "router", "\tat=info é€😀 \u001b[31m");
    logs.append(SHOP, line);

    assertEquals(List.of(line), logs.last(SHOP, 1, LogFilter.ALL));
  }

  @Test
  void filteredLinesAreFoundBehindManyOthers() {
    LogRouter logs = open(withFileBytes(10_000));
    logs.append(SHOP, worker("needle"));
    for (int i = 0; i < 50; i++) {
      logs.append(SHOP, WEB, new Position("p"), numbered(1, 100));
    }

    assertEquals(List.of("needle"), texts(logs.last(SHOP, 10, LogFilter.ALL.process("worker"))));
  }

  @Test
  void linesAndPositionsSurviveAReopenAcrossManyFiles() throws IOException {
    LogRouter logs = open(withFileBytes(2_000));
    logs.append(SHOP, new Origin("quiet"), new Position("q"), List.of());
    for (int i = 1; i <= 500; i++) {
      logs.append(SHOP, WEB, new Position(Integer.toString(i)), numbered(i, i));
    }
    assertTrue(files(SHOP).size() > 5);

    logs = reopen(withFileBytes(2_000));

    assertEquals(Optional.of(new Position("500")), logs.position(SHOP, WEB));
    assertEquals(Optional.of(new Position("q")), logs.position(SHOP, new Origin("quiet")));
    assertEquals(Optional.empty(), logs.position(SHOP, new Origin("other")));
    logs.append(SHOP, web("501"));
    assertEquals(numbers(1, 501), texts(logs.last(SHOP, 1_000, LogFilter.ALL)));
  }

  @Test
  void aTornEndIsDroppedAndTheStreamGoesOn() throws IOException {
    open(LogLimits.standard()).append(SHOP, WEB, new Position("2"), numbered(1, 2));
    reopen(LogLimits.standard()).append(SHOP, WEB, new Position("4"), numbered(3, 4));
    close();
    Path file = files(SHOP).getFirst();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));

    LogRouter logs = reopen(LogLimits.standard());

    assertEquals(Optional.of(new Position("2")), logs.position(SHOP, WEB));
    logs.append(SHOP, WEB, new Position("4"), numbered(3, 4));
    assertEquals(numbers(1, 4), texts(reopen(LogLimits.standard()).last(SHOP, 10, LogFilter.ALL)));
  }

  @Test
  void anUnreadableFileIsSetAsideAndReplaced() throws IOException {
    open(LogLimits.standard()).append(SHOP, web("1"));
    close();
    Path file = files(SHOP).getFirst();
    Files.write(file, new byte[] {9, 9, 9, 9, 9, 9, 9, 9}, StandardOpenOption.WRITE);

    LogRouter logs = reopen(LogLimits.standard());
    logs.append(SHOP, web("2"));

    assertEquals(List.of("2"), texts(logs.last(SHOP, 10, LogFilter.ALL)));
    assertTrue(Files.exists(Path.of(file + ".unreadable")));
  }

  @Test
  void aForgottenOriginStaysForgotten() {
    LogRouter logs = open(withFileBytes(500));
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 1));
    logs.forget(SHOP, WEB);
    logs.forget(SHOP, WEB);
    assertEquals(Optional.empty(), logs.position(SHOP, WEB));

    assertEquals(Optional.empty(), reopen(withFileBytes(500)).position(SHOP, WEB));
  }

  @Test
  void beyondTheBoundTheOriginThatMovedLongestAgoIsForgotten() {
    LogRouter logs = open(withFileBytes(1_000_000)); // 3 origins
    for (String origin : List.of("a", "b", "c", "a", "d")) {
      logs.append(SHOP, new Origin(origin), new Position("x"), List.of());
    }
    logs = reopen(withFileBytes(1_000_000));
    logs.sweep();

    assertEquals(Optional.empty(), logs.position(SHOP, new Origin("b")));
    assertEquals(Optional.of(new Position("x")), logs.position(SHOP, new Origin("a")));
  }

  @Test
  void anOriginThatIsInUseIsKeptHoweverManyOthersMove() {
    LogRouter logs = open(withFileBytes(1_000_000)); // 3 origins
    Origin quiet = new Origin("quiet");
    logs.append(SHOP, quiet, new Position("q"), List.of());
    for (int life = 1; life <= 2; life++) {
      logs = reopen(withFileBytes(1_000_000));
      assertEquals(Optional.of(new Position("q")), logs.position(SHOP, quiet));
      for (String origin : List.of("a", "b", "c", "d")) {
        logs.append(SHOP, new Origin(origin + life), new Position("x"), List.of());
      }
      logs.sweep();
    }
    assertEquals(
        Optional.of(new Position("q")), reopen(withFileBytes(1_000_000)).position(SHOP, quiet));
  }

  @Test
  void sizeTakesTheOldestFilesButKeepsTheLeastNumberOfLines() throws IOException {
    LogLimits limits =
        withFileBytes(2_000).withKept(new LogLimits.Kept(Duration.ofDays(7), 10_000, 50));
    LogRouter logs = open(limits);
    for (int i = 1; i <= 2_000; i++) {
      logs.append(SHOP, web(Integer.toString(i)));
    }
    int kept = logs.last(SHOP, 5_000, LogFilter.ALL).size();
    assertTrue(kept >= 50 && kept < 500, kept + " lines kept");
    assertTrue(size(SHOP) < 15_000);

    logs.append(BLOG, web("x".repeat(9_000)));
    for (int i = 1; i <= 60; i++) {
      logs.append(BLOG, web("x".repeat(9_000)));
    }
    assertTrue(logs.last(BLOG, 100, LogFilter.ALL).size() >= 50);
  }

  @Test
  void ageTakesLinesOfQuietStreamsToo() throws IOException {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 1));
    clock.advance(Duration.ofDays(6));
    logs.sweep();
    assertEquals(1, logs.last(SHOP, 10, LogFilter.ALL).size());

    clock.advance(Duration.ofDays(8));
    logs.sweep();

    assertEquals(List.of(), logs.last(SHOP, 10, LogFilter.ALL));
    assertEquals(1, files(SHOP).size());
    assertEquals(Optional.of(new Position("1")), reopen(LogLimits.standard()).position(SHOP, WEB));
  }

  @Test
  void aDeletedStreamIsGoneAndLateLinesDoNotBringItBack() throws IOException {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 1));
    logs.delete(SHOP);
    logs.append(SHOP, WEB, new Position("2"), numbered(2, 2));
    logs.forget(SHOP, WEB);
    logs.delete(SHOP);

    assertEquals(List.of(), logs.last(SHOP, 10, LogFilter.ALL));
    assertFalse(Files.exists(dir.resolve(SHOP.value())));
  }

  @Test
  void aDeleteThatWasCutOffIsFinishedAtTheNextStart() throws IOException {
    open(LogLimits.standard()).append(SHOP, web("1"));
    close();
    Path doomed = dir.resolve(SHOP.value() + ".deleted");
    Files.move(dir.resolve(SHOP.value()), doomed);

    open(LogLimits.standard());

    assertFalse(Files.exists(doomed));
  }

  @Test
  void manyStreamsShareFewOpenFiles() throws IOException {
    LogLimits.Files usual = LogLimits.standard().files();
    LogRouter logs =
        open(
            LogLimits.standard()
                .withFiles(
                    new LogLimits.Files(
                        usual.bytes(),
                        usual.span(),
                        usual.batchBytes(),
                        4,
                        usual.origins(),
                        usual.sweep())));
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 100; i++) {
        logs.append(new StreamId("stream-" + i), web(Integer.toString(round)));
      }
    }

    assertTrue(openFilesUnder(dir) <= 4, openFilesUnder(dir) + " files are open");
    assertEquals(
        List.of("0", "1", "2"), texts(logs.last(new StreamId("stream-7"), 10, LogFilter.ALL)));
  }

  @Test
  void aBatchOverTheBoundIsRefusedWhole() {
    LogLimits.Files usual = LogLimits.standard().files();
    LogRouter logs =
        open(
            LogLimits.standard()
                .withFiles(
                    new LogLimits.Files(
                        usual.bytes(), usual.span(), 1_000, usual.open(), 10, usual.sweep())));

    assertThrows(
        IllegalArgumentException.class,
        () -> logs.append(SHOP, WEB, new Position("1"), numbered(1, 100)));
    assertEquals(List.of(), logs.last(SHOP, 10, LogFilter.ALL));
    assertEquals(Optional.empty(), logs.position(SHOP, WEB));
  }

  @Test
  void anAppendAfterCloseIsRefused() {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, web("1"));
    logs.close();

    assertThrows(IllegalStateException.class, () -> logs.append(SHOP, web("2")));
  }

  @Test
  void oneReadIsBoundedInLinesAndBytes() {
    LogRouter logs = open(LogLimits.standard().withRead(new LogLimits.Bound(20, 1_000)));
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 100));
    assertEquals(20, logs.last(SHOP, 1_000_000, LogFilter.ALL).size());

    logs.append(
        BLOG,
        WEB,
        new Position("1"),
        List.of(web("a".repeat(900)), web("b".repeat(900)), web("c")));
    assertEquals(2, logs.last(BLOG, 10, LogFilter.ALL).size());
  }

  private LogRouter open(LogLimits limits) {
    LogRouter logs = LogRouter.open(dir, limits, clock);
    open = Optional.of(logs);
    return logs;
  }

  private LogRouter reopen(LogLimits limits) {
    close();
    return open(limits);
  }

  private List<Path> files(StreamId stream) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve(stream.value()))) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  private long size(StreamId stream) throws IOException {
    long size = 0;
    for (Path file : files(stream)) {
      size += Files.size(file);
    }
    return size;
  }

  private static long openFilesUnder(Path dir) throws IOException {
    Path real = dir.toRealPath();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(descriptor -> pointsInto(descriptor, real)).count();
    }
  }

  private static boolean pointsInto(Path descriptor, Path dir) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(dir);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
