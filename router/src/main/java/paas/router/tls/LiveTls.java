package paas.router.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TLS table in force. Immutable. */
public final class LiveTls {
  private static final Logger log = LoggerFactory.getLogger(LiveTls.class);

  private final TlsTable source;
  private final Map<String, Secured> certificates = new HashMap<>();
  private final Map<String, Secured> exact = new HashMap<>();
  private final Map<String, Secured> wildcards = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, TlsContext> validations = new HashMap<>();
  private final Map<String, ClientTrust> trusts = new HashMap<>();

  private LiveTls(TlsTable source) {
    this.source = source;
  }

  static LiveTls empty() {
    return new LiveTls(TlsTable.EMPTY);
  }

  /** Takes over what is unchanged, so that sessions of before can be resumed. */
  static LiveTls of(TlsTable source, LiveTls before, Contexts contexts) {
    LiveTls live = new LiveTls(source);
    source.trusts().forEach(trust -> live.trusts.put(trust.app(), trust));
    source.certificates().forEach(certificate -> live.add(certificate, before, contexts));
    source.challenges().forEach(challenge -> live.add(challenge, contexts));
    return live;
  }

  private void add(ServerCertificate certificate, LiveTls before, Contexts contexts) {
    try {
      Secured known = before.certificates.get(certificate.id());
      ClientTrust clients = trusts.get(certificate.asking());
      TlsContext context =
          known != null
                  && known.source().pair().equals(certificate.pair())
                  && Objects.equals(known.clients(), clients)
              ? known.context()
              : contexts.of(certificate.pair(), Protocols.OFFERED, clients);
      Secured secured = new Secured(certificate, context, clients);
      certificates.put(certificate.id(), secured);
      for (ServedName name : certificate.names()) {
        (name.isWildcard() ? wildcards : exact)
            .put(name.isWildcard() ? name.parent() : name.value(), secured);
      }
    } catch (SSLException e) {
      log.error(
          "Certificate {} for {} cannot be used and is left out; add it again",
          certificate.id(),
          certificate.names(),
          e);
    }
  }

  private void add(Challenge challenge, Contexts contexts) {
    switch (challenge) {
      case Challenge.Http http ->
          answers.put(key(http.host().value(), http.token()), http.answer());
      case Challenge.Alpn alpn -> {
        try {
          validations.put(
              alpn.host().value(), contexts.of(alpn.pair(), List.of(Protocols.ACME), null));
        } catch (SSLException e) {
          log.error("The validation certificate for {} cannot be used", alpn.host(), e);
        }
      }
    }
  }

  private static String key(String host, String token) {
    return host + '/' + token;
  }

  public TlsTable source() {
    return source;
  }

  public long generation() {
    return source.generation();
  }

  /** The certificate of a normalised hostname; null when there is none. Exact beats wildcard. */
  public @Nullable Secured find(String host) {
    Secured found = exact.get(host);
    if (found != null || wildcards.isEmpty()) {
      return found;
    }
    int dot = host.indexOf('.');
    return dot <= 0 ? null : wildcards.get(host.substring(dot + 1));
  }

  /** What a certificate authority is to be answered; null when nothing of the sort is pending. */
  public @Nullable String answer(String host, String token) {
    return answers.isEmpty() ? null : answers.get(key(host, token));
  }

  /** Whether any app lets in only clients that show a certificate, or would see it. */
  public boolean asksClients() {
    return !trusts.isEmpty();
  }

  /** Whom an app lets in; null for everybody. */
  public @Nullable ClientTrust clientsOf(String app) {
    return trusts.get(app);
  }

  /** What a validating client is to be shown; null when nothing of the sort is pending. */
  public @Nullable TlsContext validation(String host) {
    return validations.get(host);
  }
}
