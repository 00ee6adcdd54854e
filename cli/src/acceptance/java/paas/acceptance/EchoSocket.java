package paas.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A WebSocket to an app that says again what it is told. The host name is set in cli/pom.xml. */
final class EchoSocket implements WebSocket.Listener {
  /** Before it was closed. */
  private static final int OPEN = -1;

  /** When the connection ended without having been closed. */
  private static final int BROKEN = -2;

  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private volatile int closed = OPEN;

  private EchoSocket() {}

  static Speaker open(HttpClient client, Platform platform, String app) {
    EchoSocket echo = new EchoSocket();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Host", app + ".localhost")
            .connectTimeout(Duration.ofSeconds(30))
            .buildAsync(URI.create("ws://127.0.0.1:" + platform.httpPort + "/socket"), echo)
            .join();
    return new Speaker(socket, echo);
  }

  /** Our end of it. */
  record Speaker(WebSocket socket, EchoSocket echo) {
    void awaitEchoOf(String text) {
      socket.sendText(text, true).join();
      Await.until("'" + text + "' comes back", () -> echo.heard.contains(text));
    }

    /** The status by which the other end closed it. */
    int awaitClose() {
      Await.until("it is closed", () -> echo.closed != OPEN);
      return echo.closed;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    heard.add(data.toString());
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed = code;
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closed = BROKEN;
  }
}
