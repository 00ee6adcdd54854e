package paas.platform.secure.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.cert.ChallengeRecord;
import paas.platform.store.ChallengeRecordStore;

/**
 * Remembers each record before it is put until it is taken away, so that neither a failure nor a
 * kill leaves one behind for good. For one thread.
 */
public final class RememberedRecords implements DnsRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedRecords.class);
  private static final Duration AGAIN = Duration.ofHours(1);

  private final DnsRecords records;
  private final ChallengeRecordStore store;
  private final InstantSource clock;
  private Instant nextSweep = Instant.EPOCH;

  public RememberedRecords(DnsRecords records, ChallengeRecordStore store, InstantSource clock) {
    this.records = records;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Optional<String> refusal(String hostname) {
    return records.refusal(hostname);
  }

  @Override
  public void put(ChallengeRecord record) throws DnsException, InterruptedException {
    store.remember(record, clock.instant());
    records.put(record);
  }

  @Override
  public void remove(ChallengeRecord record) throws DnsException, InterruptedException {
    records.remove(record);
    store.forget(record);
  }

  /** Takes away what is left from before, once an hour at most. Call while none is in use. */
  public void sweep() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(nextSweep)) {
      return;
    }
    nextSweep = now.plus(AGAIN);
    for (ChallengeRecord left : store.all()) {
      try {
        remove(left);
        LOG.info("The TXT record {} was left from before; it is taken away", left.name());
      } catch (DnsException e) {
        LOG.warn("The TXT record {} is left; again in an hour: {}", left.name(), e.getMessage());
      }
    }
  }
}
