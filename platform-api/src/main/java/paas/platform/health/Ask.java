package paas.platform.health;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a check asks of an instance; a port that is absent is {@code $PORT}. */
public sealed interface Ask {
  /** Does it accept a connection? */
  record Port(Optional<Integer> port) implements Ask {}

  /**
   * Does it answer a GET as expected?
   *
   * @param content what the beginning of the body must hold; empty: anything
   * @param follow whether a redirect to another path of the instance is followed
   */
  record Http(
      String path,
      Optional<Integer> port,
      Statuses statuses,
      String content,
      SortedMap<String, String> headers,
      boolean follow)
      implements Ask {
    public Http {
      headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }
  }

  /** Does a command line, started as those of the Procfile are, exit with 0? */
  record Line(String command) implements Ask {}

  /** Does a program with these arguments exit with 0? */
  record Program(List<String> words) implements Ask {
    public Program {
      words = List.copyOf(words);
    }
  }

  /** Has it run for so long? */
  record Uptime(Duration atLeast) implements Ask {}
}
