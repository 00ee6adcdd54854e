package paas.platform.secure.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.cert.ChallengeRecord;

class DynamicUpdateTest {
  private static final String NAME = "_acme-challenge.shop.example.org";
  private static final ChallengeRecord ONE = ChallengeRecord.of("shop.example.org", "one");
  private static final ChallengeRecord TWO = ChallengeRecord.of("shop.example.org", "two");

  @TempDir Path home;
  private TestNameServer server;

  @BeforeEach
  void open() throws IOException {
    server = new TestNameServer();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void recordsOfOneNameStandSideBySideAndGoOneByOne() throws Exception {
    DnsRecords records = server.way(home);
    records.put(ONE);
    records.put(TWO);
    records.put(TWO);
    assertEquals(List.of("one", "two"), server.texts(NAME));
    records.remove(ONE);
    records.remove(ONE);
    assertEquals(List.of("two"), server.texts(NAME));
  }

  @Test
  void putReturnsOnlyOnceItIsServed() throws Exception {
    server.late.set(2);
    server.way(home).put(ONE);
    assertTrue(server.late.get() < 0, "asked until it was there");
  }

  @Test
  void theOtherServersAreAskedUntilTheyHaveItToo() throws Exception {
    try (TestNameServer secondary = new TestNameServer()) {
      secondary.way(home).put(ONE);
      secondary.late.set(2);
      server.way(home, Map.of("PAAS_DNS_ALSO", "127.0.0.1:" + secondary.port())).put(ONE);
      assertTrue(secondary.late.get() < 0, "asked until it was there");
    }
  }

  @Test
  void aServerThatDoesNotKnowTheKeyIsSaidWithWhatToLookAt() throws Exception {
    for (Map<String, String> wrong :
        List.of(
            Map.of("PAAS_DNS_KEY", "other"),
            Map.of("PAAS_DNS_ALGORITHM", "hmac-sha512"),
            Map.of("PAAS_DNS_SECRET_FILE", secret("b3RoZXI=").toString()))) {
      DnsException refused =
          assertThrows(DnsException.class, () -> server.way(home, wrong).put(ONE));
      assertTrue(
          refused.getMessage().contains("NOTAUTH: it does not know the key"), wrong::toString);
      assertEquals(List.of(), server.texts(NAME));
    }
  }

  private Path secret(String text) throws IOException {
    return Files.writeString(home.resolve("other.key"), text);
  }

  @Test
  void aSecretThatCannotBeReadIsSaid() throws Exception {
    for (Path secret : List.of(home.resolve("none"), secret(""), secret("?"))) {
      DnsRecords records = server.way(home, Map.of("PAAS_DNS_SECRET_FILE", secret.toString()));
      DnsException refused = assertThrows(DnsException.class, () -> records.put(ONE));
      assertTrue(refused.getMessage().contains(secret.toString()), refused.getMessage());
    }
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    DnsRecords records = server.way(home, Map.of("PAAS_DNS_SERVER", "127.0.0.1:1"));
    DnsException refused = assertThrows(DnsException.class, () -> records.put(ONE));
    assertTrue(
        refused.getMessage().startsWith("Name server 127.0.0.1:1 does not answer"),
        refused.getMessage());
  }

  @Test
  void aHostnameOutsideOfTheZonesIsRefusedWithTheirNames() {
    DnsRecords records = server.way(home);
    assertEquals(Optional.empty(), records.refusal("shop.example.org"));
    assertEquals(Optional.empty(), records.refusal("example.org"));
    assertEquals(Optional.empty(), records.refusal("a.sub.example.net"));
    for (String other : List.of("badexample.org", "example.net", "org")) {
      assertTrue(
          records.refusal(other).orElse("").contains("(example.org, sub.example.net)"), other);
    }
  }
}
