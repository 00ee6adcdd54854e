package paas.router.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lines and limits for tests. */
final class Lines {
  static final StreamId SHOP = new StreamId("0b1d6c1e-shop");
  static final StreamId BLOG = new StreamId("7c2fa9d0-blog");
  static final Origin WEB = new Origin("container-1");
  static final Instant TIME = Instant.parse("2026-11-20T17:16:05Z");

  private Lines() {}

  static LogLine web(String text) {
    return new LogLine(TIME, "app", "web.1", text);
  }

  static LogLine worker(String text) {
    return new LogLine(TIME, "app", "worker.1", text);
  }

  /** Lines with the numbers from..to as text, both included. */
  static List<LogLine> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> web(Integer.toString(i))).toList();
  }

  static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  static List<String> texts(List<LogLine> lines) {
    return lines.stream().map(LogLine::text).toList();
  }

  /** Files of so many bytes, so that a few lines make several. */
  static LogLimits withFileBytes(long bytes) {
    LogLimits.Files usual = LogLimits.standard().files();
    return LogLimits.standard()
        .withFiles(
            new LogLimits.Files(
                bytes, usual.span(), usual.batchBytes(), usual.open(), 3, usual.sweep()));
  }

  /** Reads a tail until it has given so many lines, or half a minute is over. */
  static List<StoredLine> read(LogTail tail, int count) throws InterruptedException {
    List<StoredLine> found = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (found.size() < count && System.nanoTime() < deadline) {
      found.addAll(tail.next(Duration.ofMillis(100)));
    }
    return found;
  }

  static List<String> textsOf(List<StoredLine> lines) {
    return lines.stream().map(stored -> stored.line().text()).toList();
  }
}
