package paas.router.tls;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All certificates and pending challenges, as one snapshot; of two tables the one with the higher
 * generation holds.
 */
public record TlsTable(
    long generation, List<ServerCertificate> certificates, List<Challenge> challenges) {
  /** What a router has that was never told anything. */
  public static final TlsTable EMPTY = new TlsTable(0, List.of(), List.of());

  /**
   * @throws IllegalArgumentException if the generation is negative or two certificates are for one
   *     name
   */
  public TlsTable {
    if (generation < 0) {
      throw new IllegalArgumentException("Generation " + generation + " is negative");
    }
    certificates = List.copyOf(certificates);
    challenges = List.copyOf(challenges);
    Set<ServedName> seen = new HashSet<>();
    for (ServerCertificate certificate : certificates) {
      for (ServedName name : certificate.names()) {
        if (!seen.add(name)) {
          throw new IllegalArgumentException("Two certificates for " + name);
        }
      }
    }
  }

  /** The same under another generation. */
  public TlsTable at(long other) {
    return new TlsTable(other, certificates, challenges);
  }
}
