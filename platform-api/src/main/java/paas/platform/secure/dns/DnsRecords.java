package paas.platform.secure.dns;

import java.util.Optional;
import paas.platform.cert.ChallengeRecord;

/** Where records are put for an authority to find. */
public interface DnsRecords {
  /** Why records for this hostname cannot be put here; empty where they can. */
  Optional<String> refusal(String hostname);

  /** Returns once it is served, after minutes at most; others of its name stay. Idempotent. */
  void put(ChallengeRecord record) throws DnsException, InterruptedException;

  /** Takes away this one only. Idempotent. */
  void remove(ChallengeRecord record) throws DnsException, InterruptedException;
}
