package paas.cli.forward;

import java.io.IOException;
import java.net.URI;
import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.json.Json;
import paas.cli.oneoff.PlatformSocket;
import paas.cli.websocket.WebSocket;

/** Asks the platform for connections to one port of one instance. Any thread may. */
final class Tunnel {
  private final Session session;
  private final String path;
  private final int port;

  Tunnel(Session session, String app, String instance, int port) {
    this.session = session;
    this.path = Platform.path("apps", app, "dynos", instance, "forwards");
    this.port = port;
  }

  /** Finds out whether the platform would do it. */
  void check() {
    ask();
  }

  WebSocket open() throws IOException {
    return PlatformSocket.open(URI.create(ask().at("attach_url").text()), session);
  }

  /** The session has one connection to the API. */
  private synchronized Json ask() {
    return session
        .platform()
        .post(path, Json.object().with("port", Json.of(port)).with("attach_protocol", "websocket"));
  }
}
