package paas.platform.api;

import java.net.URI;
import java.util.Optional;
import paas.platform.app.AppName;
import paas.platform.app.DomainName;

/**
 * Where the platform and its apps are reached, as configured: never taken from a request's Host
 * header, which is the caller's to choose.
 *
 * @param api without a path: {@code http://127.0.0.1:7300}
 * @param scheme of the apps' own URLs
 * @param domain instances of app {@code shop} are reached at {@code shop.<domain>}
 * @param port of the apps' own URLs; shown unless it is the scheme's own
 */
public record Addresses(URI api, String scheme, String domain, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  public String host(AppName app) {
    return app + "." + domain;
  }

  /** The label under which a hostname is the platform's domain's; empty where it is not one's. */
  public Optional<String> label(String hostname) {
    return hostname.endsWith("." + domain)
        ? Optional.of(hostname.substring(0, hostname.length() - domain.length() - 1))
        : Optional.empty();
  }

  /** With a slash at its end. */
  public String web(AppName app) {
    boolean usual = port == (scheme.equals("https") ? HTTPS : HTTP);
    return scheme + "://" + host(app) + (usual ? "" : ":" + port) + "/";
  }

  public String git(AppName app) {
    return api + "/" + app + ".git";
  }

  /** An absolute URL for a path that begins with a slash. */
  public String url(String path) {
    return api + path;
  }

  /** The same for a WebSocket. */
  public String socket(String path) {
    return url(path).replaceFirst("^http", "ws");
  }

  /**
   * Whether a hostname is the platform's or an app's own, which nobody may add as a domain, or a
   * wildcard that stands for them.
   */
  public boolean owns(DomainName host) {
    return host.value().equals(domain)
        || host.value().endsWith("." + domain)
        || host.value().equals(api.getHost())
        || host.covers("app." + domain);
  }
}
