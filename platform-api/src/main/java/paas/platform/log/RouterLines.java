package paas.platform.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import paas.router.control.RequestFacts;
import paas.router.control.RequestLine;
import paas.router.control.RequestLineSink;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.Origin;
import paas.router.logs.Position;
import paas.router.logs.StreamId;

/**
 * Takes the router's request lines into the apps' streams. A line that was stored before a kill and
 * comes again is known by its epoch and sequence, and left out.
 */
public final class RouterLines implements RequestLineSink {
  private static final Origin ROUTER = new Origin("router");

  private final LogRouter router;
  private final String platform;
  private final BiConsumer<RequestLine, RequestFacts> meter;

  /** {@code meter} is shown every line once, and what it tells, after it was stored. */
  public RouterLines(
      LogRouter router, String platform, BiConsumer<RequestLine, RequestFacts> meter) {
    this.router = router;
    this.platform = platform;
    this.meter = meter;
  }

  @Override
  public void accept(String epoch, List<RequestLine> lines) {
    Map<String, List<RequestLine>> byApp = new LinkedHashMap<>();
    lines.forEach(line -> byApp.computeIfAbsent(line.appId(), id -> new ArrayList<>()).add(line));
    byApp.forEach((app, ofApp) -> store(epoch, new StreamId(app), ofApp));
  }

  private void store(String epoch, StreamId stream, List<RequestLine> lines) {
    long known = sequence(epoch, stream);
    List<RequestLine> fresh = lines.stream().filter(line -> line.sequence() > known).toList();
    if (!fresh.isEmpty()) {
      Position after = new Position(epoch + ":" + fresh.getLast().sequence());
      router.append(stream, ROUTER, after, fresh.stream().map(this::stamped).toList());
      fresh.forEach(line -> meter.accept(line, RequestFacts.of(line.text())));
    }
  }

  /** The last sequence of this life of the router that the stream holds; 0 for none. */
  private long sequence(String epoch, StreamId stream) {
    return router
        .position(stream, ROUTER)
        .map(Position::value)
        .filter(value -> value.startsWith(epoch + ":"))
        .map(value -> Long.parseLong(value.substring(epoch.length() + 1)))
        .orElse(0L);
  }

  private LogLine stamped(RequestLine line) {
    return new LogLine(line.at(), platform, "router", line.text());
  }
}
