package paas.platform.store;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.Supplier;
import paas.platform.fault.Rejected;

/** One transaction around each store method, and its failures in the platform's own words. */
@Singleton
class Transactions {
  private static final int ATTEMPTS = 5;

  private final TransactionOperations<Connection> operations;
  private final Durability durability;

  Transactions(TransactionOperations<Connection> operations, Durability durability) {
    this.operations = operations;
    this.durability = durability;
  }

  <T> T read(Supplier<T> work) {
    try {
      return operations.executeRead(status -> work.get());
    } catch (RuntimeException e) {
      throw SqlFault.of(e).translated(e);
    }
  }

  <T> T write(Supplier<T> work) {
    return write(work, () -> SqlFault.conflict());
  }

  /** {@code duplicate} says what is taken, when a unique constraint refuses the work. */
  <T> T write(Supplier<T> work, Supplier<Rejected> duplicate) {
    return operations.findTransactionStatus().isPresent()
        ? step(work, duplicate)
        : whole(work, duplicate);
  }

  /**
   * A part of a transaction that goes on. A deadlock's victim loses all of it, what was done before
   * this step too, so that it must not be the step alone that is done again.
   */
  private static <T> T step(Supplier<T> work, Supplier<Rejected> duplicate) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw SqlFault.of(e) == SqlFault.DUPLICATE ? duplicate.get() : e;
    }
  }

  private <T> T whole(Supplier<T> work, Supplier<Rejected> duplicate) {
    for (int attempt = 1; ; attempt++) {
      try {
        T result = operations.executeWrite(status -> work.get());
        durability.flush();
        return result;
      } catch (RuntimeException e) {
        SqlFault fault = SqlFault.of(e);
        if (fault == SqlFault.DUPLICATE) {
          throw duplicate.get();
        }
        // The database chose us as the victim of a deadlock: nothing was done, so do it again.
        if (fault != SqlFault.SERIALIZATION || attempt == ATTEMPTS) {
          throw fault.translated(e);
        }
      }
    }
  }
}
