package paas.cli.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Where a server is: scheme, host and port, as a URL names them. */
public record Origin(boolean secure, String host, int port) {

  /** The origin of an http, https, ws or wss URL; empty for anything else. */
  public static Optional<Origin> of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https") || scheme.equals("wss");
    if (!secure && !scheme.equals("http") && !scheme.equals("ws")) {
      return Optional.empty();
    }
    if (url.getHost() == null) {
      return Optional.empty();
    }
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    return Optional.of(new Origin(secure, url.getHost().toLowerCase(Locale.ROOT), port));
  }

  /** The value of the Host header. */
  public String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /** Whether it is the machine itself that whoever says this runs on. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  /** The host for a name look-up: without the brackets of an IPv6 literal. */
  String lookupName() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
