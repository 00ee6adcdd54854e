package paas.cli.oneoff;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.cli.api.Streams;
import paas.cli.api.Unreachable;
import paas.cli.command.Invocation;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.json.Json;
import paas.cli.terminal.Facts;
import paas.cli.terminal.Stty;
import paas.cli.terminal.Style;
import paas.cli.websocket.WebSocket;

/**
 * Attaches this terminal, or the pipes around paas, to a process.
 *
 * @param window the terminal's size; empty means pipes
 */
record Attaching(Session session, Optional<Stty.Size> window) {
  /** A terminal where there is one on both sides, unless --no-tty says otherwise. */
  static Attaching of(Invocation call, Session session) {
    Facts facts = session.terminal().facts();
    boolean tty = facts.stdin() && facts.stdout() && !call.has("--no-tty");
    try {
      return new Attaching(session, tty ? Optional.of(Stty.size()) : Optional.empty());
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }

  boolean isPlain() {
    return window.isEmpty();
  }

  /** What the process is to know of the terminal. */
  Map<String, String> environment() {
    Map<String, String> env = new LinkedHashMap<>();
    if (window.isPresent()) {
      env.put("TERM", session.env().getOrDefault("TERM", "xterm"));
      env.put("COLUMNS", Integer.toString(window.get().columns()));
      env.put("LINES", Integer.toString(window.get().lines()));
    }
    return env;
  }

  /** Attaches to what the answer names; returns its exit code. */
  int run(Json answer, String app) {
    if (window.isPresent()) {
      String where = answer.at("name").text() + " on " + Text.app(app) + "\n";
      session.terminal().note(Style.DIM.span(where));
    }
    URI url = URI.create(answer.at("attach_url").text());
    try (WebSocket webSocket = PlatformSocket.open(url, session)) {
      return new Attachment(webSocket, session.terminal()).run(window);
    } catch (IOException e) {
      throw Unreachable.because(e, Streams.origin(url).authority());
    }
  }
}
