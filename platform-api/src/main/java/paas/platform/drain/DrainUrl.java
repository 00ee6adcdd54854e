package paas.platform.drain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import paas.platform.fault.Rejected;

/** Where a drain leads: {@code https}, {@code http}, {@code syslog+tls} or {@code syslog}. */
record DrainUrl(URI uri, Scheme scheme, int port) {
  private static final int LONGEST = 2000;

  enum Scheme {
    HTTPS(443),
    HTTP(80),
    SYSLOG_TLS(6514),
    SYSLOG(514);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }
  }

  static DrainUrl parse(String text) {
    if (text.length() > LONGEST) {
      throw Rejected.invalid("That URL is longer than " + LONGEST + " characters.");
    }
    URI uri = uri(text);
    Scheme scheme = scheme(uri);
    if (uri.getHost() == null || uri.getFragment() != null || !isPort(uri.getPort())) {
      throw unusable();
    }
    if (isSyslog(scheme) && uri.getRawUserInfo() != null) {
      throw Rejected.invalid(
          "A syslog connection has no user and password: leave them out of the URL.");
    }
    if (isSyslog(scheme) && (uri.getRawPath().length() > 1 || uri.getRawQuery() != null)) {
      throw Rejected.invalid(
          "A syslog drain is a host and a port, such as syslog+tls://logs.example.com:6514.");
    }
    return new DrainUrl(uri, scheme, uri.getPort() > 0 ? uri.getPort() : scheme.port);
  }

  /** Minus one stands for none. */
  private static boolean isPort(int port) {
    return port != 0 && port <= 65_535;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw unusable();
    }
  }

  private static Scheme scheme(URI uri) {
    return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
      case "https" -> Scheme.HTTPS;
      case "http" -> Scheme.HTTP;
      case "syslog+tls" -> Scheme.SYSLOG_TLS;
      case "syslog" -> Scheme.SYSLOG;
      default -> throw unusable();
    };
  }

  private static Rejected unusable() {
    return Rejected.invalid(
        "A log drain is a URL such as https://user:secret@logs.example.com/path,"
            + " syslog+tls://logs.example.com:6514 or syslog://logs.example.com:514.");
  }

  private static boolean isSyslog(Scheme scheme) {
    return scheme == Scheme.SYSLOG || scheme == Scheme.SYSLOG_TLS;
  }

  boolean overHttp() {
    return !isSyslog(scheme);
  }

  boolean encrypted() {
    return scheme == Scheme.HTTPS || scheme == Scheme.SYSLOG_TLS;
  }

  String host() {
    return uri.getHost();
  }

  /** Without what may be a secret in it, which services put into each part but the host. */
  String shown() {
    String user = uri.getRawUserInfo() == null ? "" : "…@";
    String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
    String rest = uri.getRawPath().length() > 1 || uri.getRawQuery() != null ? "/…" : "";
    return uri.getScheme() + "://" + user + uri.getHost() + port + rest;
  }
}
