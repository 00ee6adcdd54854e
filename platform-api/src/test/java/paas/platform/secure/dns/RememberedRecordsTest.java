package paas.platform.secure.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.cert.ChallengeRecord;
import paas.platform.secure.Premises;
import paas.platform.store.ChallengeRecordStore;

class RememberedRecordsTest {
  private static final ChallengeRecord RECORD = ChallengeRecord.of("shop.example.org", "one");

  @TempDir Path home;
  private Premises premises;
  private ChallengeRecordStore store;
  private TestNameServer server;
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void open() throws IOException {
    premises = new Premises(home);
    store = premises.bean(ChallengeRecordStore.class);
    server = new TestNameServer();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    premises.close();
  }

  private RememberedRecords started(DnsRecords records) {
    return new RememberedRecords(records, store, () -> now);
  }

  @Test
  void whatAKillLeftIsTakenAwayAtTheNextStartAndNothingElse() throws Exception {
    server.way(home).put(ChallengeRecord.of("shop.example.org", "somebody else's"));
    started(server.way(home)).put(RECORD);
    started(server.way(home)).sweep();
    assertEquals(List.of("somebody else's"), server.texts(RECORD.name()));
    assertEquals(List.of(), store.all());
  }

  @Test
  void whatCouldNotBeTakenAwayIsTriedAgainInAnHour() throws Exception {
    started(server.way(home)).put(RECORD);
    DnsRecords away = server.way(home, Map.of("PAAS_DNS_SERVER", "127.0.0.1:1"));
    RememberedRecords failing = started(away);
    assertThrows(DnsException.class, () -> failing.remove(RECORD));
    failing.sweep();
    assertEquals(List.of(RECORD), store.all());

    RememberedRecords again = started(server.way(home));
    again.sweep();
    assertEquals(List.of(), store.all());
    again.put(RECORD);
    again.sweep();
    assertEquals(List.of(RECORD), store.all());
    now = now.plus(Duration.ofHours(1));
    again.sweep();
    assertEquals(List.of(), server.texts(RECORD.name()));
  }

  @Test
  void itIsRememberedEvenWherePuttingItFailed() {
    DnsRecords away = server.way(home, Map.of("PAAS_DNS_SERVER", "127.0.0.1:1"));
    assertThrows(DnsException.class, () -> started(away).put(RECORD));
    assertEquals(List.of(RECORD), store.all());
  }
}
