package paas.cli.log;

import java.time.Duration;
import java.util.Locale;
import paas.cli.api.Patience;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Style;

/** {@code paas drains:add}: has an app's log sent somewhere as it grows. */
public final class DrainsAddCommand implements Command {
  /** Its first line is on its way at once; who does not answer so long gets a warning. */
  private static final Duration FIRST_LINE = Duration.ofSeconds(15);

  @Override
  public Manual manual() {
    return Manual.of("drains:add", "Send an app's log to a URL as it grows.")
        .app()
        .words("URL", "1", "https://, http://, syslog+tls:// or syslog://")
        .example(
            "paas drains:add syslog+tls://logs.example.com:6514",
            "syslog (RFC 5424) over TLS; syslog:// for plain TCP")
        .example(
            "paas drains:add https://user:secret@logs.example.com/in",
            "posts, as Heroku's are (application/logplex-1)");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String url = call.words().get(0);
    Progress progress = session.terminal().progress("Adding a log drain to " + Text.app(app));
    Platform platform = session.platform();
    Json made =
        progress.step(() -> platform.post(Drains.path(app), Json.object().with("url", url)));
    String token = made.at("token").text();
    Json drain = progress.step(() -> firstLine(platform, app, token, progress));
    progress.done(token);
    tell(session, drain, url);
    return ExitCode.OK.number();
  }

  /** The drain once something became of the line that says that it was added. */
  private static Json firstLine(Platform platform, String app, String token, Progress progress) {
    long end = System.nanoTime() + FIRST_LINE.toNanos();
    Patience patience = new Patience();
    Json drain = platform.get(Drains.path(app, token));
    while (isUnknown(drain) && System.nanoTime() < end) {
      progress.tick();
      patience.pause();
      drain = platform.get(Drains.path(app, token));
    }
    return drain;
  }

  private static boolean isUnknown(Json drain) {
    return drain.at("sent_at").text().isEmpty() && drain.at("problem").text().isEmpty();
  }

  private static void tell(Session session, Json drain, String url) {
    String problem = drain.at("problem").text();
    if (!problem.isEmpty()) {
      warn(session, "It takes no lines yet: " + problem + ".\nIt is tried on: paas drains");
    } else if (drain.at("sent_at").text().isEmpty()) {
      warn(session, "It has not answered yet: paas drains tells how it goes on.");
    } else {
      session.terminal().noteLine("Its first line was sent.");
    }
    String scheme = url.toLowerCase(Locale.ROOT);
    if (scheme.startsWith("http:") || scheme.startsWith("syslog:")) {
      warn(session, "Lines go there unencrypted; https:// and syslog+tls:// are not.");
    }
  }

  private static void warn(Session session, String message) {
    session.terminal().alert(Style.YELLOW, message);
  }
}
