package paas.platform.cert;

/**
 * The TXT record by which an authority is shown that a hostname is ours (RFC 8555, 8.4).
 *
 * @param name without a dot at its end
 */
public record ChallengeRecord(String name, String digest) {
  private static final String LABEL = "_acme-challenge.";

  /** For a hostname, or the one that a wildcard hangs from. */
  public static ChallengeRecord of(String hostname, String digest) {
    return new ChallengeRecord(LABEL + hostname, digest);
  }
}
