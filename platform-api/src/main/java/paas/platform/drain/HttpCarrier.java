package paas.platform.drain;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.builder.fetch.Poster;
import paas.builder.fetch.Poster.Answer;
import paas.platform.fault.Rejected;
import paas.platform.outbound.Outbound;
import paas.router.logs.LogLine;

/** Posts lines as Heroku does: {@code application/logplex-1}. */
final class HttpCarrier implements Carrier {
  private static final String TYPE = "application/logplex-1";
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private final DrainUrl url;
  private final String token;
  private final Poster poster;

  HttpCarrier(DrainUrl url, String token, Outbound outbound) {
    this.url = url;
    this.token = token;
    this.poster = outbound.poster(AT_MOST);
  }

  @Override
  public void send(String host, String id, List<LogLine> lines) throws IOException, Refused {
    Answer answer =
        poster.post(
            url.uri(),
            TYPE,
            Map.of(
                "Logplex-Msg-Count", Integer.toString(lines.size()),
                "Logplex-Frame-Id", id,
                "Logplex-Drain-Token", token),
            Frames.LOGPLEX.of(host, lines));
    judge(answer);
  }

  /** What a better time, or another setting at the other end, may change is no refusal. */
  private static void judge(Answer answer) throws IOException, Refused {
    int status = answer.status();
    if (status / 100 == 2) {
      return;
    }
    switch (status) {
      case 413 -> throw new Refused("it answers with status 413 (too large)", true);
      case 400, 411, 414, 415, 422, 431 ->
          throw new Refused("it answers with status " + status, false);
      default -> throw new IOException("it answers with status " + status + hint(answer));
    }
  }

  private static String hint(Answer answer) {
    return switch (answer.status() / 100) {
      case 3 ->
          answer
              .location()
              .flatMap(HttpCarrier::shown)
              .map(to -> ", which leads to " + to)
              .orElse("");
      default -> "";
    };
  }

  /** Mostly it is the drain's own URL with another scheme, secrets included. */
  private static Optional<String> shown(String location) {
    try {
      return Optional.of(DrainUrl.parse(location).shown());
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean gathers() {
    return true;
  }

  @Override
  public void close() {
    poster.close();
  }
}
