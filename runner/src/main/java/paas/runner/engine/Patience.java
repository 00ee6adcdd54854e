package paas.runner.engine;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which kind of waiting a request deserves, decided by its method and path. */
enum Patience {
  /** Only reads what the engine knows: somebody may be waiting in front of a terminal. */
  LOOK,
  /** Answered at once; the whole answer is read into memory. */
  BRIEF,
  /** Works on data before it answers; the whole answer is read into memory. */
  TRANSFER,
  /** The answer is a stream that ends when it ends; only its head is waited for with a limit. */
  STREAM;

  private static final Pattern STREAMS =
      Pattern.compile(
          "(/v[0-9.]+)?/(events|build|(containers|exec)/[^/]+/(attach|logs|wait|stats|export|start)"
              + "|images/(load|create|get|.+/(get|push)))");
  private static final Pattern LOOKS =
      Pattern.compile(
          "(/v[0-9.]+)?/(containers/json|(containers|exec)/[^/]+/json|networks(/[^/]+)?|info)");
  private static final Pattern START = Pattern.compile(".*/containers/[^/]+/start");
  private static final Pattern ARCHIVE = Pattern.compile(".*/containers/[^/]+/archive");
  private static final Pattern SLOW = Pattern.compile(".*/(commit|prune)");
  private static final Pattern GRACE =
      Pattern.compile(".*/(?:stop|restart)\\?(?:.*&)?t=(\\d{1,6})");

  static Patience of(Request request) {
    String path = pathOf(request);
    boolean reading = request.method().equals("GET");
    if (request.hijackedInput() != null
        || (STREAMS.matcher(path).matches() && !START.matcher(path).matches())
        || (reading && ARCHIVE.matcher(path).matches())) {
      return STREAM;
    }
    if (reading && LOOKS.matcher(path).matches()) {
      return LOOK;
    }
    boolean slow =
        request.body() != null || request.method().equals("DELETE") || SLOW.matcher(path).matches();
    return slow ? TRANSFER : BRIEF;
  }

  /** The limit until the answer is complete or, for a stream, until its head is there. */
  static Duration limit(Request request, EngineTimeouts timeouts) {
    Duration limit =
        switch (of(request)) {
          case LOOK -> timeouts.look();
          case BRIEF -> timeouts.answer();
          // A build or load sends its head only after it has taken the whole body.
          case STREAM -> request.body() == null ? timeouts.answer() : timeouts.transfer();
          case TRANSFER -> timeouts.transfer();
        };
    Matcher grace = GRACE.matcher(request.path());
    return grace.matches() ? limit.plusSeconds(Long.parseLong(grace.group(1))) : limit;
  }

  /** The path without its query, which may hold secrets. */
  static String pathOf(Request request) {
    int query = request.path().indexOf('?');
    return query < 0 ? request.path() : request.path().substring(0, query);
  }
}
