package paas.router.logs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** skeleton */
public final class LogRouter implements AutoCloseable {
  private LogRouter() {}

  public static LogRouter open(Path dir, LogLimits limits, Clock clock) {
    throw new UnsupportedOperationException();
  }

  public static LogRouter open(Path dir, LogLimits limits, Clock clock, String platform) {
    throw new UnsupportedOperationException();
  }

  public void append(StreamId stream, Origin origin, Position after, List<LogLine> lines) {}

  public void append(StreamId stream, LogLine line) {}

  public Optional<Position> position(StreamId stream, Origin origin) {
    return Optional.empty();
  }

  public List<LogLine> last(StreamId stream, int lines, LogFilter filter) {
    return List.of();
  }

  public LogTail tail(StreamId stream, int backlog, LogFilter filter, Optional<LineId> after) {
    throw new UnsupportedOperationException();
  }

  public void delete(StreamId stream) {}

  public void forget(StreamId stream, Origin origin) {}

  @Override
  public void close() {}
}
