package paas.platform.secure.dns;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Update;
import paas.platform.cert.ChallengeRecord;

/** Records put by dynamic update (RFC 2136) of the zones' primary name server. */
final class DynamicUpdate implements DnsRecords {
  private static final long TTL = 60;
  private static final Duration SERVED = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final NameServer primary;
  private final List<NameServer> others;
  private final List<Name> zones;
  private final UpdateKey key;

  /**
   * @param others are asked too, until they have what the primary has
   */
  DynamicUpdate(NameServer primary, List<NameServer> others, List<Name> zones, UpdateKey key) {
    this.primary = primary;
    this.others = List.copyOf(others);
    this.zones = List.copyOf(zones);
    this.key = key;
  }

  @Override
  public Optional<String> refusal(String hostname) {
    if (zone(hostname).isPresent()) {
      return Optional.empty();
    }
    String names =
        zones.stream().map(zone -> zone.toString(true)).collect(Collectors.joining(", "));
    return Optional.of(
        "it is proved by DNS, and is in none of the zones that this platform changes (%s): its operator adds the zone to PAAS_DNS_ZONES; or add a certificate of your own with certs:add"
            .formatted(names));
  }

  @Override
  public void put(ChallengeRecord record) throws DnsException, InterruptedException {
    Update update = update(record);
    update.add(text(record));
    primary.update(update, key.read());
    await(primary, record);
    for (NameServer other : others) {
      await(other, record);
    }
  }

  @Override
  public void remove(ChallengeRecord record) throws DnsException {
    Update update = update(record);
    update.delete(text(record));
    primary.update(update, key.read());
  }

  private Update update(ChallengeRecord record) throws DnsException {
    return new Update(
        zone(record.name())
            .orElseThrow(() ->
                new DnsException(
                    "The TXT record %s is in no zone of PAAS_DNS_ZONES".formatted(record.name()))));
  }

  /** The innermost. */
  private Optional<Name> zone(String name) {
    return zones.stream()
        .filter(zone -> absolute(name).subdomain(zone))
        .max(Comparator.comparingInt(Name::labels));
  }

  private static TXTRecord text(ChallengeRecord record) {
    return new TXTRecord(absolute(record.name()), DClass.IN, TTL, record.digest());
  }

  private static Name absolute(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("'" + name + "' is no name in the DNS", e);
    }
  }

  private static void await(NameServer server, ChallengeRecord record)
      throws DnsException, InterruptedException {
    long until = System.nanoTime() + SERVED.toNanos();
    while (!server.serves(absolute(record.name()), record.digest())) {
      if (System.nanoTime() - until > 0) {
        throw new DnsException(
            "Name server %s still does not serve the TXT record %s after %d s: is it one of the zone's, and told of changes?"
                .formatted(server.address(), record.name(), SERVED.toSeconds()));
      }
      Thread.sleep(AGAIN);
    }
  }
}
