package paas.router.tls;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All certificates, pending challenges and whom apps let in, as one snapshot; of two tables the one
 * with the higher generation holds.
 */
public record TlsTable(
    long generation,
    List<ServerCertificate> certificates,
    List<Challenge> challenges,
    List<ClientTrust> trusts) {
  /** What a router has that was never told anything. */
  public static final TlsTable EMPTY = new TlsTable(0, List.of(), List.of());

  /**
   * @throws IllegalArgumentException if the generation is negative, two certificates are for one
   *     name, an app lets clients in by two rules, or a certificate asks by none
   */
  public TlsTable {
    if (generation < 0) {
      throw new IllegalArgumentException("Generation " + generation + " is negative");
    }
    certificates = List.copyOf(certificates);
    challenges = List.copyOf(challenges);
    trusts = List.copyOf(trusts);
    Set<String> apps = new HashSet<>(Set.of(ServerCertificate.NOBODY));
    for (ClientTrust trust : trusts) {
      if (!apps.add(trust.app())) {
        throw new IllegalArgumentException(
            "Two rules for the clients of app '" + trust.app() + "'");
      }
    }
    Set<ServedName> seen = new HashSet<>();
    for (ServerCertificate certificate : certificates) {
      if (!apps.contains(certificate.asking())) {
        throw new IllegalArgumentException("No rule for the clients of " + certificate.asking());
      }
      for (ServedName name : certificate.names()) {
        if (!seen.add(name)) {
          throw new IllegalArgumentException("Two certificates for " + name);
        }
      }
    }
  }

  /** One whose apps let everybody in. */
  public TlsTable(
      long generation, List<ServerCertificate> certificates, List<Challenge> challenges) {
    this(generation, certificates, challenges, List.of());
  }

  /** The same under another generation. */
  public TlsTable at(long other) {
    return new TlsTable(other, certificates, challenges, trusts);
  }
}
