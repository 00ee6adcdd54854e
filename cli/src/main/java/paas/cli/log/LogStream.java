package paas.cli.log;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.cli.api.Patience;
import paas.cli.api.Platform;
import paas.cli.api.Streams;
import paas.cli.api.Unreachable;
import paas.cli.command.Invocation;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.http.Exchange;
import paas.cli.json.Json;
import paas.cli.terminal.Style;

/**
 * The lines of a log session. A tail that breaks is taken up after its last line, in a new session
 * if need be.
 */
final class LogStream {
  /** As many as the platform shows at once. */
  static final int MAX_LINES = 1_500;

  private static final BigInteger MOST = BigInteger.valueOf(MAX_LINES);
  private static final String USUAL_LINES = "100";
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final String EVENTS = "text/event-stream";

  private final Session session;
  private final String app;
  private final LogPrinter printer;
  private final boolean cut;
  private Optional<String> lastEvent = Optional.empty();

  LogStream(Session session, Invocation call) {
    this.session = session;
    this.app = session.app(call);
    this.printer = new LogPrinter(session.terminal());
    this.cut = number(call).compareTo(MOST) > 0;
  }

  /** As many lines as were asked for; never more than there are to have. */
  static int lines(Invocation call) {
    return number(call).min(MOST).intValue();
  }

  /** However large: whoever wants all there are need not know how many that is. */
  private static BigInteger number(Invocation call) {
    String text = call.option("--num").orElse(USUAL_LINES);
    if (!DIGITS.matcher(text).matches()) {
      throw Failure.usage(
          "--num wants a number of lines, not '%s'; at most %,d are shown."
              .formatted(text, MAX_LINES));
    }
    return new BigInteger(text);
  }

  /**
   * Prints what there is and returns how many lines, or with {@code tail} goes on until the user
   * stops it.
   */
  int show(Json.Struct filter, boolean tail) {
    if (tail) {
      tellOfTheCut(MAX_LINES);
      tail(filter);
    }
    int shown = print(filter);
    tellOfTheCut(shown);
    return shown;
  }

  private void tellOfTheCut(int shown) {
    if (cut && shown >= MAX_LINES) {
      String most = "These are the newest %,d lines, the most that are shown.".formatted(MAX_LINES);
      session.terminal().alert(Style.YELLOW, most);
    }
  }

  /** Returns how many. */
  private int print(Json filter) {
    int count = 0;
    try (Exchange exchange = Streams.open(open(filter), "text/plain", session.platform())) {
      LineReader lines = new LineReader(exchange.body());
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        printer.print(line.get());
        count++;
      }
      return count;
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }

  private void tail(Json.Struct filter) {
    URI url = open(filter);
    Patience patience = new Patience();
    boolean connected = false;
    while (true) {
      try {
        follow(url);
        connected = true;
        patience = new Patience();
      } catch (IOException e) {
        if (!connected && lastEvent.isEmpty()) {
          throw Unreachable.because(e, session.platform().url());
        }
      } catch (Failure e) {
        // The session has expired, or the platform is starting: a new session goes on after the
        // last line.
        url = reopen(filter, e);
      }
      patience.pause();
    }
  }

  private void follow(URI url) throws IOException {
    try (Exchange exchange = Streams.open(url, EVENTS, lastEvent, session.platform())) {
      EventReader events = new EventReader(exchange.body());
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        event.get().data().lines().forEach(printer::print);
        lastEvent = event.get().id().or(() -> lastEvent);
      }
    }
  }

  private URI reopen(Json.Struct filter, Failure reason) {
    boolean expired =
        reason.exitCode() == ExitCode.NOT_FOUND || reason.exitCode() == ExitCode.FORBIDDEN;
    if (!expired && reason.exitCode() != ExitCode.UNAVAILABLE) {
      throw reason;
    }
    // Without a known last line, the backlog would come twice.
    Json.Struct again = lastEvent.isPresent() ? filter : filter.with("lines", Json.of(0));
    return Patience.throughOutages(() -> open(again));
  }

  private URI open(Json filter) {
    Json answer = session.platform().post(Platform.path("apps", app, "log-sessions"), filter);
    return URI.create(answer.at("logplex_url").text());
  }
}
