package paas.cli.oneoff;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import paas.cli.api.Platform;
import paas.cli.api.Streams;
import paas.cli.command.Session;
import paas.cli.http.Origin;
import paas.cli.websocket.WebSocket;

/** Opens the WebSockets that the platform's answers name. */
public final class PlatformSocket {
  private PlatformSocket() {}

  public static WebSocket open(URI named, Session session) throws IOException {
    URI url = Streams.reached(named, session.platform());
    return WebSocket.connect(
        session.platform().dialer(), url, authorization(url, session.platform()));
  }

  /** The token goes to the platform's own origin, and to no other that an answer may name. */
  private static Map<String, String> authorization(URI url, Platform platform) {
    Origin own = Streams.origin(URI.create(platform.url()));
    return Streams.origin(url).equals(own)
        ? platform.authorization().map(value -> Map.of("Authorization", value)).orElse(Map.of())
        : Map.of();
  }
}
