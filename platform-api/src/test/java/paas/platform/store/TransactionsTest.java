package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private final Transactions transactions;

    Contract(Stores stores) {
      this.transactions = stores.transactions;
    }

    private static RuntimeException victim() {
      return new IllegalStateException(new SQLException("a deadlock's victim", "40001"));
    }

    @Test
    void aDeadlocksVictimIsDoneAgain() {
      AtomicInteger attempts = new AtomicInteger();
      int done =
          transactions.write(() -> {
            if (attempts.incrementAndGet() < 3) {
              throw victim();
            }
            return attempts.get();
          });
      assertEquals(3, done);
    }

    /** The database has undone all of the transaction, not just the step that met the deadlock. */
    @Test
    void aDeadlockWithinAStepOfATransactionHasAllOfItDoneAgain() {
      AtomicInteger whole = new AtomicInteger();
      AtomicInteger step = new AtomicInteger();
      transactions.write(() -> {
        whole.incrementAndGet();
        return transactions.write(() -> {
          if (step.incrementAndGet() < 2) {
            throw victim();
          }
          return step;
        });
      });
      assertEquals(2, whole.get());
      assertEquals(2, step.get());
    }
  }
}
