package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.InstanceId;
import paas.runner.capture.CapturedLine.Channel;

class OutputCaptureTest {
  private static final InstanceId WEB = new InstanceId("a".repeat(64));
  private static final InstanceId OTHER = new InstanceId("b".repeat(64));
  private static final CaptureLimits LIMITS =
      new CaptureLimits(
          10_000,
          4_096,
          65_536,
          4,
          4,
          Duration.ofMillis(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  private static final CaptureLimits QUIET_AT_ONCE =
      new CaptureLimits(
          10_000,
          4_096,
          65_536,
          4,
          4,
          Duration.ofMillis(100),
          Duration.ofMillis(1),
          Duration.ofSeconds(5));

  @TempDir Path dir;
  private final RecordingSink sink = new RecordingSink();
  private EngineLog engine;
  private OutputCapture capture;

  @BeforeEach
  void start() {
    engine = new EngineLog(dir, 3);
    capture = new OutputCapture(sink, LIMITS).start();
  }

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void linesComeAsTheyAreWritten() throws Exception {
    capture.follow(WEB, engine.path(), Optional.empty());
    engine.line("one");
    sink.await(1);
    engine.errorLine("two");
    sink.await(2);

    assertEquals(
        List.of(
            new CapturedLine(EngineLog.time(), Channel.STDOUT, "one"),
            new CapturedLine(EngineLog.time(), Channel.STDERR, "two")),
        sink.lines());
    assertTrue(sink.position().orElseThrow().length() <= 128);
  }

  /** Were it only looked at from time to time, it would take a minute or more. */
  @Test
  @Timeout(30)
  void linesOfAQuietContainerComeAsTheyAreWrittenToo() throws Exception {
    capture.close();
    capture = new OutputCapture(sink, QUIET_AT_ONCE).start();
    capture.follow(WEB, engine.path(), Optional.empty());
    for (int line = 1; line <= 20; line++) {
      engine.line(Integer.toString(line));
      sink.await(line);
      if (line % 5 == 0) {
        engine.rotate();
      }
    }
    assertEquals(numbers(1, 20), sink.shown());
  }

  @Test
  void outputFromBeforeTheFirstLookIsReadFromItsBeginning() throws Exception {
    engine.lines(1, 500);
    engine.rotate();
    engine.lines(501, 1_000);
    engine.rotate();
    engine.lines(1_001, 1_500);

    capture.follow(WEB, engine.path(), Optional.empty());
    sink.await(1_500);

    assertEquals(numbers(1, 1_500), sink.shown());
  }

  @Test
  void rotationWhileFollowingLosesAndDoublesNothing() throws Exception {
    capture.follow(WEB, engine.path(), Optional.empty());
    for (int round = 0; round < 30; round++) {
      engine.lines(round * 100 + 1, round * 100 + 100);
      sink.await(round * 100 + 50); // it may be in the middle
      engine.rotate();
    }
    sink.await(3_000);

    assertEquals(numbers(1, 3_000), sink.shown());
  }

  @Test
  void aResumedCaptureGoesOnWhereTheLastOneWas() throws Exception {
    Random random = new Random(5);
    int written = 0;
    for (int round = 0; round < 20; round++) {
      capture.follow(WEB, engine.path(), sink.position());
      int more = 1 + random.nextInt(300);
      engine.lines(written + 1, written + more);
      written += more;
      sink.await(written - random.nextInt(more));
      capture.close();
      if (random.nextBoolean()) {
        engine.rotate();
      }
      engine.line(Integer.toString(++written));
      capture = new OutputCapture(sink, LIMITS).start();
    }
    capture.follow(WEB, engine.path(), sink.position());
    sink.await(written);

    assertEquals(numbers(1, written), sink.shown());
  }

  @Test
  void whatRotatedAwayUnreadIsReportedInItsPlace() throws Exception {
    capture.follow(WEB, engine.path(), Optional.empty());
    engine.lines(1, 10);
    sink.await(10);
    capture.close();
    for (int round = 1; round <= 4; round++) {
      engine.rotate();
      engine.lines(round * 100 + 1, round * 100 + 2);
    }
    capture = new OutputCapture(sink, LIMITS).start();
    capture.follow(WEB, engine.path(), sink.position());
    sink.await(16);

    List<String> expected = new ArrayList<>(numbers(1, 10));
    expected.addAll(List.of("<gap>", "201", "202", "301", "302", "401", "402"));
    assertEquals(expected, sink.shown());
    assertEquals(new Gap.Unknown(), sink.gaps());
  }

  @Test
  void aReusedInodeIsNotTakenForTheOldFile() throws Exception {
    engine.lines(1, 3);
    capture.follow(WEB, engine.path(), Optional.empty());
    sink.await(3);
    capture.close();
    byte[] length = Files.readAllBytes(engine.path());
    Files.write(engine.path(), new byte[0]); // the same inode with other content, and longer
    engine.lines(1_001, 1_100);
    assertTrue(Files.size(engine.path()) > length.length);

    capture = new OutputCapture(sink, LIMITS).start();
    capture.follow(WEB, engine.path(), sink.position());
    sink.await(103);

    assertEquals("<gap>", sink.shown().get(3));
    assertEquals("1001", sink.shown().get(4));
  }

  @Test
  void damagedEntriesAreCountedAndPassedOver() throws Exception {
    engine.line("one");
    engine.raw("{\"log\":\"torn\n");
    engine.line("two");
    engine.raw("x".repeat(100_000) + "\n");
    engine.line("three");
    capture.follow(WEB, engine.path(), Optional.empty());
    sink.await(3);

    assertEquals(List.of("one", "<gap>", "two", "<gap>", "three"), sink.shown());
    assertEquals(new Gap.Bytes("{\"log\":\"torn\n".length() + 100_001), sink.gaps());
  }

  @Test
  void anEntryWrittenInTwoStepsIsReadOnceItIsWhole() throws Exception {
    String entry = EngineLog.entry("whole\\n", "stdout");
    engine.line("first");
    engine.raw(entry.substring(0, 20));
    capture.follow(WEB, engine.path(), Optional.empty());
    sink.await(1);
    engine.raw(entry.substring(20));
    sink.await(2);

    assertEquals(List.of("first", "whole"), sink.shown());
  }

  @Test
  void longLinesAreJoinedAndCutAtTheBound() throws Exception {
    String text =
        IntStream.range(0, 45_000)
            .mapToObj(i -> Integer.toString(i % 10))
            .reduce("", String::concat);
    engine.line(text);
    engine.line("after");
    capture.follow(WEB, engine.path(), Optional.empty());
    sink.await(6);

    List<String> texts = sink.texts();
    assertEquals(
        List.of(10_000, 10_000, 10_000, 10_000, 5_000, 5),
        texts.stream().map(String::length).toList());
    assertEquals(text, String.join("", texts.subList(0, 5)));
  }

  @Test
  void theBoundNeverCutsACharacter() throws Exception {
    engine.line("x" + "€".repeat(4_000));
    capture.follow(WEB, engine.path(), Optional.empty());
    sink.await(2);

    assertEquals("x" + "€".repeat(4_000), String.join("", sink.texts()));
    for (String text : sink.texts()) {
      assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= 10_000);
    }
  }

  @Test
  void aLineThatHasBegunSurvivesARestartAndRotationWithinIt() throws Exception {
    String head = "h".repeat(16_384);
    String middle = "m".repeat(16_384);
    capture.follow(WEB, engine.path(), Optional.empty());
    engine.line("before");
    engine.piece(head);
    engine.errorLine("meanwhile");
    sink.await(3); // before, the first 10,000 of the head, meanwhile
    capture.close();
    engine.rotate();
    engine.piece(middle);
    engine.errorLine("later");

    capture = new OutputCapture(sink, LIMITS).start();
    capture.follow(WEB, engine.path(), sink.position());
    sink.await(6);
    capture.close();
    engine.line("tail");
    capture = new OutputCapture(sink, LIMITS).start();
    capture.follow(WEB, engine.path(), sink.position());
    sink.await(7);

    String line = head + middle + "tail";
    List<String> out =
        sink.lines().stream()
            .filter(l -> l.channel() == Channel.STDOUT)
            .map(CapturedLine::text)
            .toList();
    assertEquals(
        List.of(
            "before",
            line.substring(0, 10_000),
            line.substring(10_000, 20_000),
            line.substring(20_000, 30_000),
            line.substring(30_000)),
        out);
    assertEquals(Gap.none(), sink.gaps());
    List<String> errors =
        sink.lines().stream()
            .filter(l -> l.channel() == Channel.STDERR)
            .map(CapturedLine::text)
            .toList();
    assertEquals(List.of("meanwhile", "later"), errors);
  }

  @Test
  void finishGivesOutTheUnfinishedLastLine() throws Exception {
    capture.follow(WEB, engine.path(), Optional.empty());
    engine.line("one");
    engine.piece("no newline");

    capture.finish(WEB);

    assertEquals(List.of("one", "no newline"), sink.shown());
    engine.line("nobody follows any more");
    capture.finish(WEB);
    assertEquals(2, sink.shown().size());
  }

  @Test
  void finishOfAContainerWithoutOutputReturns() throws IOException {
    capture.follow(WEB, engine.path(), Optional.empty());
    capture.finish(WEB);
    capture.finish(OTHER);

    assertEquals(List.of(), sink.shown());
  }

  @Test
  void whatTheSinkRefusesIsOfferedAgain() throws Exception {
    sink.refuse(2);
    capture.follow(WEB, engine.path(), Optional.empty());
    engine.lines(1, 10);
    sink.await(10);

    assertEquals(numbers(1, 10), sink.shown());
  }

  @Test
  void aSinkThatBlocksOneContainerHoldsUpNoOther() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CaptureSink blocking =
        (id, position, lines, gap) -> {
          if (id.equals(WEB)) {
            awaitUninterruptibly(release);
          }
          sink.accept(id, position, lines, gap);
        };
    capture.close();
    capture = new OutputCapture(blocking, LIMITS).start();
    EngineLog other = new EngineLog(Files.createDirectory(dir.resolve("other")), 2);
    engine.line("held up");
    other.line("free");
    capture.follow(WEB, engine.path(), Optional.empty());
    capture.follow(OTHER, other.path(), Optional.empty());
    sink.await(1);

    assertEquals(List.of("free"), sink.shown());
    release.countDown();
    sink.await(2);
  }

  @Test
  void truncationInPlaceIsReported() throws Exception {
    capture.follow(WEB, engine.path(), Optional.empty());
    engine.lines(1, 100);
    sink.await(100);
    Files.write(engine.path(), new byte[0]);
    engine.line("again");
    sink.await(101);

    assertEquals(List.of("<gap>", "again"), sink.shown().subList(100, 102));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }
}
