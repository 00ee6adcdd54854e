package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.cert.ChallengeRecord;
import paas.platform.secure.Premises;
import paas.platform.secure.dns.DnsException;
import paas.platform.secure.dns.DnsRecords;
import paas.platform.secure.dns.TestNameServer;

/** By DNS-01, against a real authority that asks the name server which takes our updates. */
@Tag("contract")
class DnsAuthorityTest {
  private static final ChallengeRecord OTHER = ChallengeRecord.of("shop.example.org", "another's");

  @TempDir Path home;
  private final MemoryKeys keys = new MemoryKeys();
  private TestNameServer names;
  private Pebble pebble;
  private Premises premises;

  @BeforeEach
  void open() throws IOException {
    names = new TestNameServer();
    pebble = new Pebble(home, names.port(), Pebble.freePort(), Pebble.freePort());
    premises = new Premises(home);
  }

  @AfterEach
  void close() throws IOException {
    premises.close();
    pebble.close();
    names.close();
  }

  private Authority authority(DnsRecords dns) {
    return new Authority(pebble.settings("kid-1"), keys, premises, dns);
  }

  @Test
  void aWildcardAndItsBaseAreIssuedBesideARecordOfAnother() throws Exception {
    DnsRecords way = names.way(home);
    way.put(OTHER);
    Authority authority = authority(way);
    for (String hostname : List.of("*.shop.example.org", "shop.example.org")) {
      assertEquals(Optional.empty(), authority.dnsRefusal(hostname));
      var issued = authority.issue(hostname, Issuer.Proof.DNS_01, Optional.empty());
      assertEquals(List.of(hostname), issued.facts().names());
    }
    assertEquals(3, names.ever.size());
    assertEquals(List.of(OTHER.digest()), names.texts(OTHER.name()));
  }

  @Test
  void aRecordThatTheAuthorityDoesNotTakeIsSaidAndTakenAway() {
    Authority authority = authority(new Wrong(names.way(home)));
    AcmeException refused =
        assertThrows(
            AcmeException.class,
            () -> authority.issue("*.shop.example.org", Issuer.Proof.DNS_01, Optional.empty()));
    assertTrue(
        refused.toString().contains("*.shop.example.org is ours by its TXT record"),
        refused.toString());
    assertEquals(1, names.ever.size());
    assertEquals(List.of(), names.texts(OTHER.name()));
  }

  /** Puts another text than it is asked to. */
  private record Wrong(DnsRecords way) implements DnsRecords {
    @Override
    public Optional<String> refusal(String hostname) {
      return way.refusal(hostname);
    }

    @Override
    public void put(ChallengeRecord record) throws DnsException, InterruptedException {
      way.put(wrong(record));
    }

    @Override
    public void remove(ChallengeRecord record) throws DnsException, InterruptedException {
      way.remove(wrong(record));
    }

    private static ChallengeRecord wrong(ChallengeRecord record) {
      return new ChallengeRecord(record.name(), "not " + record.digest());
    }
  }
}
