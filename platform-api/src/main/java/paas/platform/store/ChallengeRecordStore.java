package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import paas.platform.cert.ChallengeRecord;
import paas.platform.store.row.ChallengeRecordRow;
import paas.platform.store.row.ChallengeRecordRows;

/** The records that stand in the DNS, or may, because the platform put them there. */
@Singleton
public class ChallengeRecordStore {
  private final Transactions transactions;
  private final ChallengeRecordRows rows;

  ChallengeRecordStore(Transactions transactions, ChallengeRecordRows rows) {
    this.transactions = transactions;
    this.rows = rows;
  }

  public void remember(ChallengeRecord record, Instant at) {
    ChallengeRecordRow row =
        new ChallengeRecordRow(UUID.randomUUID(), record.name(), record.digest(), Stamp.of(at));
    transactions.write(() -> {
      rows.save(row);
      return row;
    });
  }

  /** Idempotent. */
  public void forget(ChallengeRecord record) {
    transactions.write(() -> rows.remove(record.name(), record.digest()));
  }

  /** The oldest first. */
  public List<ChallengeRecord> all() {
    return transactions.read(rows::all).stream()
        .map(row -> new ChallengeRecord(row.recordName(), row.digest()))
        .distinct()
        .toList();
  }
}
