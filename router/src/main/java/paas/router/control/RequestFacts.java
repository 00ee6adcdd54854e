package paas.router.control;

import java.time.Duration;
import java.util.Optional;

/** What a line of the router tells in figures. Read once per line, for all who count. */
public sealed interface RequestFacts {
  /** How many requests the line stands for. */
  long requests();

  /**
   * How long the app took, from the begin of connecting to the last byte; empty where no instance
   * was asked, for dropped lines, and for WebSockets, whose end tells nothing of the app's speed.
   */
  Optional<Duration> took();

  /**
   * One request and how it was answered.
   *
   * @param host the hostname that was asked for
   * @param path the target as the log shows it: escaped, and cut when it is very long
   * @param code {@code H12} and the like; empty when all went well
   * @param status 0 when the line tells none
   * @param bytes of the response's body
   */
  record Answered(
      String host, String path, String code, Optional<Duration> took, int status, long bytes)
      implements RequestFacts {
    @Override
    public long requests() {
      return 1;
    }
  }

  /** So many lines were dropped, and with them what they told. */
  record Dropped(long requests) implements RequestFacts {
    @Override
    public Optional<Duration> took() {
      return Optional.empty();
    }
  }

  /** Of a line in the router's own form; any other is a request of which nothing is known. */
  static RequestFacts of(String text) {
    return RequestLineReader.read(text);
  }
}
