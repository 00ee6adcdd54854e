package paas.cli.oneoff;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.api.Streams;
import paas.cli.api.Unreachable;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.http.Origin;
import paas.cli.json.Json;
import paas.cli.terminal.Facts;
import paas.cli.terminal.Stty;
import paas.cli.terminal.Style;
import paas.cli.websocket.WebSocket;

/** {@code paas run}: a one-off process attached to this terminal, or to the pipes around paas. */
public final class RunCommand implements Command {
  @Override
  public Manual manual() {
    return Launch.options(
            Manual.of(
                "run",
                "Run a one-off process in a fresh container of the current release; its exit code is passed on."))
        .flag("--no-tty", "plain pipes, even on a terminal")
        .example("paas run migrate", "a process type of the Procfile")
        .example("paas run bash", "a shell, with window size and Ctrl-C")
        .example(
            "paas run -- python manage.py createsuperuser -v 2",
            "everything behind -- is the command's")
        .example("paas run -e DEBUG=1 migrate", "one more environment variable")
        .example("paas run psql < dump.sql", "standard input from a file");
  }

  @Override
  public int run(Invocation call, Session session) {
    Facts facts = session.terminal().facts();
    boolean tty = facts.stdin() && facts.stdout() && !call.has("--no-tty");
    try {
      Optional<Stty.Size> window = tty ? Optional.of(Stty.size()) : Optional.empty();
      Launch launch = Launch.of(call, session).with(environment(window, session), call);
      return attach(launch, window, session);
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }

  private static int attach(Launch wanted, Optional<Stty.Size> window, Session session)
      throws IOException {
    Launch launch =
        wanted.with("attach", Json.of(true)).with("attach_protocol", Json.of("websocket"));
    if (window.isEmpty()) {
      launch = launch.with("force_no_tty", Json.of(true));
    }
    Json process = launch.start(session);
    if (window.isPresent()) {
      session
          .terminal()
          .note(Style.DIM.span(process.at("name").text() + " on " + Text.app(launch.app()) + "\n"));
    }
    URI url = URI.create(process.at("attach_url").text());
    try (WebSocket webSocket = WebSocket.connect(url, authorization(url, session.platform()))) {
      return new Attachment(webSocket, session.terminal()).run(window);
    } catch (IOException e) {
      throw Unreachable.because(e, Streams.origin(url).authority());
    }
  }

  private static Map<String, String> environment(Optional<Stty.Size> window, Session session) {
    Map<String, String> env = new LinkedHashMap<>();
    if (window.isPresent()) {
      env.put("TERM", session.env().getOrDefault("TERM", "xterm"));
      env.put("COLUMNS", Integer.toString(window.get().columns()));
      env.put("LINES", Integer.toString(window.get().lines()));
    }
    return env;
  }

  /** The token goes to the platform's own origin, and to no other that an answer may name. */
  private static Map<String, String> authorization(URI url, Platform platform) {
    Origin own = Streams.origin(URI.create(platform.url()));
    return Streams.origin(url).equals(own)
        ? platform.authorization().map(value -> Map.of("Authorization", value)).orElse(Map.of())
        : Map.of();
  }
}
