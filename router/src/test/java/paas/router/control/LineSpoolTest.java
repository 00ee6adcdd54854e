package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSpoolTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private static LineSpool spool(int lines, int bytes, int batch) {
    return new LineSpool(
        new ControlLimits(
            lines,
            bytes,
            batch,
            1 << 20,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)));
  }

  @Test
  void linesComeInOrderAndAgainUntilTheyAreAcknowledged() throws Exception {
    LineSpool spool = spool(100, 1 << 20, 2);
    for (int i = 1; i <= 3; i++) {
      spool.record("app", NOW, "line " + i);
    }
    List<RequestLine> first = spool.nextBatch();
    assertEquals(
        List.of(new RequestLine(1, "app", NOW, "line 1"), new RequestLine(2, "app", NOW, "line 2")),
        first);
    assertEquals(first, spool.nextBatch());
    spool.acknowledge(1);
    assertEquals(first, spool.nextBatch(), "half an acknowledgement is none");
    spool.acknowledge(2);
    assertEquals(List.of(new RequestLine(3, "app", NOW, "line 3")), spool.nextBatch());
  }

  @Test
  void overflowDropsTheOldestAndSaysHowManyPerApp() throws Exception {
    LineSpool spool = spool(4, 1 << 20, 10);
    for (int i = 1; i <= 10; i++) {
      spool.record(i % 2 == 0 ? "even" : "odd", NOW, "line " + i);
    }
    List<RequestLine> batch = spool.nextBatch();
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L), batch.stream().map(RequestLine::sequence).toList());
    assertEquals("odd", batch.get(0).appId());
    assertTrue(batch.get(0).text().endsWith("dropped=3"), batch.get(0).text());
    assertTrue(batch.get(1).text().endsWith("dropped=3"));
    assertEquals("line 7", batch.get(2).text());
    assertEquals("line 10", batch.get(5).text());
    spool.acknowledge(6);
    spool.record("odd", NOW, "after");
    assertEquals("after", spool.nextBatch().getFirst().text(), "it is said once");
  }

  @Test
  void aDroppedNoticeOfAnotherRouterCountsAsTheLinesThatItStandsFor() throws Exception {
    LineSpool before = spool(1, 1 << 20, 10);
    for (int i = 0; i < 41; i++) {
      before.record("app", NOW, "line " + i);
    }
    LineSpool spool = spool(2, 1 << 20, 10);
    before.nextBatch().forEach(line -> spool.record(line.appId(), line.at(), line.text()));
    spool.record("app", NOW, "after");
    String notice = spool.nextBatch().getFirst().text();
    assertTrue(notice.endsWith("dropped=40"), notice);
  }

  @Test
  void bytesAreBoundedToo() throws Exception {
    LineSpool spool = spool(1_000, 10_000, 1_000);
    for (int i = 0; i < 50; i++) {
      spool.record("app", NOW, "x".repeat(1_000));
    }
    List<RequestLine> batch = spool.nextBatch();
    assertEquals(11, batch.size());
    assertTrue(batch.getFirst().text().endsWith("dropped=40"));
  }

  @Test
  void sentLinesAreKeptWhateverComesAfterThem() throws Exception {
    LineSpool spool = spool(3, 1 << 20, 2);
    spool.record("app", NOW, "a");
    spool.record("app", NOW, "b");
    List<RequestLine> sent = spool.nextBatch();
    for (int i = 0; i < 100; i++) {
      spool.record("app", NOW, "more");
    }
    assertEquals(sent, spool.nextBatch());
  }
}
