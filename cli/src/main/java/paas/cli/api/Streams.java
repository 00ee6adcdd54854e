package paas.cli.api;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.http.Exchange;
import paas.cli.http.Origin;
import paas.cli.http.Request;
import paas.cli.http.Response;
import paas.cli.http.Url;

/** Opens the URLs that the API hands out for logs and build output. */
public final class Streams {
  /**
   * A live stream is kept busy by heartbeats; silence of this length means that the connection is
   * dead.
   */
  private static final int SILENCE_MILLIS = 6 * 60 * 1000;

  private static final int MAX_ERROR = 64 * 1024;

  private Streams() {}

  public static Exchange open(URI url, String accept, Platform platform) throws IOException {
    return open(url, accept, Optional.empty(), platform);
  }

  /**
   * The stream from after that event; the token goes along to the platform's own origin, to no
   * other.
   */
  public static Exchange open(
      URI named, String accept, Optional<String> lastEvent, Platform platform) throws IOException {
    URI url = reached(named, platform);
    Origin origin = origin(url);
    Request request =
        Request.of("GET", Url.pathAndQuery(url))
            .with("Accept", accept)
            .with("Cache-Control", "no-cache");
    if (lastEvent.isPresent()) {
      request = request.with("Last-Event-ID", lastEvent.get());
    }
    boolean ours = Origin.of(URI.create(platform.url())).equals(Optional.of(origin));
    if (ours && platform.authorization().isPresent()) {
      request = request.with("Authorization", platform.authorization().get());
    }
    Exchange exchange = Exchange.open(platform.dialer(), origin, request, SILENCE_MILLIS);
    if (exchange.headers().status() == 200) {
      return exchange;
    }
    try (exchange) {
      byte[] body = exchange.body().readNBytes(MAX_ERROR);
      throw Refusal.of(
          origin.authority(),
          new Response(exchange.headers(), new String(body, StandardCharsets.UTF_8)),
          platform.credentials());
    }
  }

  /**
   * What the platform names, as paas reaches it: one that names an address of its own machine is
   * asked where it was reached itself, by TLS or a proxy.
   */
  public static URI reached(URI named, Platform platform) {
    URI base = URI.create(platform.url());
    if (!origin(named).isLoopback() || origin(base).isLoopback()) {
      return named;
    }
    boolean socket = named.getScheme().startsWith("ws");
    String scheme = socket ? base.getScheme().replaceFirst("^http", "ws") : base.getScheme();
    String prefix = base.getRawPath().replaceFirst("/$", "");
    return URI.create(scheme + "://" + base.getRawAuthority() + prefix + Url.pathAndQuery(named));
  }

  /** Why what is behind such a URL was refused. */
  public static Failure refused(URI url, Response response, Platform platform) {
    return Refusal.of(origin(url).authority(), response, platform.credentials());
  }

  /** The origin of a URL that the server gave. */
  public static Origin origin(URI url) {
    return Origin.of(url)
        .orElseThrow(() ->
            Failure.of(
                ExitCode.SERVER_ERROR,
                "The platform gave an address that paas cannot open: " + url));
  }
}
