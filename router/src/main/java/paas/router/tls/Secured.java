package paas.router.tls;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A certificate in force: the names that it is shown for, and the engine's view of it. */
public final class Secured {
  private final ServerCertificate source;
  private final TlsContext context;
  private final @Nullable ClientTrust clients;
  private final String strictTransport;
  private final Set<String> names = new HashSet<>();

  Secured(ServerCertificate source, TlsContext context, @Nullable ClientTrust clients) {
    this.source = source;
    this.context = context;
    this.clients = clients;
    long seconds = source.policy().hsts().toSeconds();
    this.strictTransport = seconds == 0 ? "" : "max-age=" + seconds;
    source.names().forEach(name -> names.add(name.value()));
  }

  ServerCertificate source() {
    return source;
  }

  public TlsContext context() {
    return context;
  }

  /** What clients are asked to show; null for nothing. */
  public @Nullable ClientTrust clients() {
    return clients;
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
