package paas.platform.secure.dns;

import java.util.Optional;
import paas.platform.cert.ChallengeRecord;

/** Where the operator told no way to change the DNS. */
final class NoDns implements DnsRecords {
  private static final String WHY =
      "it is proved by DNS, and this platform was told no way to change that: its operator sets"
          + " PAAS_DNS_SERVER or PAAS_DNS_COMMAND (docs/ROUTER.md); or add a certificate of your"
          + " own with certs:add";

  @Override
  public Optional<String> refusal(String hostname) {
    return Optional.of(WHY);
  }

  @Override
  public void put(ChallengeRecord record) throws DnsException {
    throw refused("put", record);
  }

  @Override
  public void remove(ChallengeRecord record) throws DnsException {
    throw refused("taken away", record);
  }

  private static DnsException refused(String what, ChallengeRecord record) {
    return new DnsException(
        "The TXT record %s cannot be %s: neither PAAS_DNS_SERVER nor PAAS_DNS_COMMAND is set"
            .formatted(record.name(), what));
  }
}
