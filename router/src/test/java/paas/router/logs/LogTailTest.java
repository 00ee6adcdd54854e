package paas.router.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.logs.Lines.SHOP;
import static paas.router.logs.Lines.WEB;
import static paas.router.logs.Lines.numbered;
import static paas.router.logs.Lines.numbers;
import static paas.router.logs.Lines.read;
import static paas.router.logs.Lines.textsOf;
import static paas.router.logs.Lines.web;
import static paas.router.logs.Lines.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  private static final Optional<LineId> NEW = Optional.empty();

  @TempDir Path dir;
  private Optional<LogRouter> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(LogRouter::close);
  }

  @Test
  void backlogAndLiveLinesMeetWithoutHoleOrDouble() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    int all = 9_000; // below what a tail may have waiting
    Thread writer =
        Thread.ofVirtual().start(() -> numbered(1, all).forEach(line -> logs.append(SHOP, line)));
    List<LogTail> tails = new ArrayList<>();
    while (tails.size() < 8) {
      tails.add(logs.tail(SHOP, 5, LogFilter.ALL, NEW));
    }
    for (LogTail tail : tails) {
      List<StoredLine> seen = new ArrayList<>();
      while (seen.isEmpty() || seen.getLast().id().value() < all) {
        seen.addAll(tail.next(Duration.ofSeconds(5)));
      }
      int first = Integer.parseInt(seen.getFirst().line().text());
      assertEquals(numbers(first, all), textsOf(seen));
    }
    writer.join();
  }

  @Test
  void aTailThatComesBackGoesOnWhereItWas() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 10));
    LineId seen = read(logs.tail(SHOP, 3, LogFilter.ALL, NEW), 2).get(1).id();
    logs.close();
    LogRouter again = open(LogLimits.standard());
    again.append(SHOP, web("11"));

    LogTail tail = again.tail(SHOP, 3, LogFilter.ALL, Optional.of(seen));
    again.append(SHOP, web("12"));

    assertEquals(numbers(10, 12), textsOf(read(tail, 3)));
  }

  @Test
  void thePastEndsWhereItWasAskedFor() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 10));
    LogTail past = logs.past(SHOP, 3, LogFilter.ALL, NEW);
    logs.append(SHOP, web("11"));

    assertEquals(numbers(8, 10), textsOf(past.next(Duration.ZERO)));
    assertTrue(past.ended());
    assertEquals(List.of(), past.next(Duration.ofSeconds(5)));
  }

  @Test
  void aTailThatWasAwayTooLongIsToldWhatItMissed() throws Exception {
    LogRouter logs = open(LogLimits.standard().withRead(new LogLimits.Bound(5, 1_000)));
    logs.append(SHOP, WEB, new Position("1"), numbered(1, 100));

    List<StoredLine> lines =
        read(logs.tail(SHOP, 3, LogFilter.ALL, Optional.of(new LineId(10))), 6);

    assertTrue(
        lines.getFirst().line().format().contains("paas[logs]: Error L11"), lines.toString());
    assertTrue(lines.getFirst().line().text().contains("85 lines"), lines.toString());
    assertEquals(new LineId(95), lines.getFirst().id());
    assertEquals(numbers(96, 100), textsOf(lines.subList(1, 6)));
  }

  @Test
  void anIdFromTheFutureHoldsNothingBack() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, web("1"));
    LogTail tail = logs.tail(SHOP, 3, LogFilter.ALL, Optional.of(new LineId(1_000)));
    logs.append(SHOP, web("2"));

    assertEquals(List.of("2"), textsOf(read(tail, 1)));
  }

  @Test
  void aSlowTailLosesTheOldestAndIsToldHowMany() throws Exception {
    LogRouter logs = open(LogLimits.standard().withTail(new LogLimits.Bound(10, 1_000_000)));
    LogTail slow = logs.tail(SHOP, 0, LogFilter.ALL, NEW);
    LogTail other = logs.tail(SHOP, 0, LogFilter.ALL.process("worker"), NEW);
    for (int i = 1; i <= 100; i++) {
      logs.append(SHOP, web(Integer.toString(i)));
    }
    logs.append(SHOP, worker("done"));

    List<StoredLine> lines = read(slow, 11);
    assertTrue(
        lines.getFirst().line().text().startsWith("Error L11 (tail buffer overflow)"),
        lines.toString());
    assertTrue(
        lines.getFirst().line().text().contains("dropped 91 lines since 20"), lines.toString());
    assertEquals(new LineId(91), lines.getFirst().id());
    assertEquals("done", lines.getLast().line().text());
    assertEquals(List.of("done"), textsOf(read(other, 1)));
  }

  @Test
  void theBytesThatWaitForATailAreBounded() throws Exception {
    LogRouter logs = open(LogLimits.standard().withTail(new LogLimits.Bound(1_000, 50_000)));
    LogTail slow = logs.tail(SHOP, 0, LogFilter.ALL, NEW);
    for (int i = 0; i < 20; i++) {
      logs.append(SHOP, web("x".repeat(10_000)));
    }

    assertEquals(6, read(slow, 6).size());
  }

  @Test
  void deletingTheStreamEndsItsTails() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    logs.append(SHOP, web("1"));
    LogTail tail = logs.tail(SHOP, 10, LogFilter.ALL, NEW);
    assertEquals(List.of("1"), textsOf(read(tail, 1)));
    assertFalse(tail.ended());

    logs.delete(SHOP);

    assertEquals(List.of(), tail.next(Duration.ofSeconds(30)));
    assertTrue(tail.ended());
    LogTail late = logs.tail(SHOP, 10, LogFilter.ALL, NEW);
    assertEquals(List.of(), late.next(Duration.ofSeconds(30)));
    assertTrue(late.ended());
  }

  @Test
  void closingATailWakesItsReader() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    LogTail tail = logs.tail(SHOP, 10, LogFilter.ALL, NEW);
    Thread closer = Thread.ofVirtual().start(tail::close);

    assertEquals(List.of(), tail.next(Duration.ofSeconds(30)));

    closer.join();
    assertTrue(tail.ended());
  }

  @Test
  void aTailOfAStreamWithoutLinesGetsItsFirst() throws Exception {
    LogRouter logs = open(LogLimits.standard());
    LogTail tail = logs.tail(SHOP, 10, LogFilter.ALL, NEW);
    logs.append(SHOP, web("1"));

    assertEquals(List.of("1"), textsOf(read(tail, 1)));
  }

  private LogRouter open(LogLimits limits) {
    LogRouter logs = LogRouter.open(dir, limits, new VirtualClock());
    open = Optional.of(logs);
    return logs;
  }
}
