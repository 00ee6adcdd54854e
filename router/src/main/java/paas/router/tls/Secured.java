package paas.router.tls;

import io.netty.handler.ssl.SslContext;
import java.util.HashSet;
import java.util.Set;

/** A certificate in force: the names that it is shown for, and the engine's view of it. */
public final class Secured {
  private final ServerCertificate source;
  private final SslContext context;
  private final String strictTransport;
  private final Set<String> names = new HashSet<>();

  Secured(ServerCertificate source, SslContext context) {
    this.source = source;
    this.context = context;
    long seconds = source.policy().hsts().toSeconds();
    this.strictTransport = seconds == 0 ? "" : "max-age=" + seconds;
    source.names().forEach(name -> names.add(name.value()));
  }

  ServerCertificate source() {
    return source;
  }

  public SslContext context() {
    return context;
  }

  /** Whether a request for this host may come over a connection that showed this certificate. */
  public boolean covers(String host) {
    if (names.contains(host)) {
      return true;
    }
    int dot = host.indexOf('.');
    return dot > 0 && names.contains("*" + host.substring(dot));
  }

  public boolean redirects() {
    return source.policy().redirect();
  }

  /** The value of {@code Strict-Transport-Security}, or empty. */
  public String strictTransport() {
    return strictTransport;
  }
}
