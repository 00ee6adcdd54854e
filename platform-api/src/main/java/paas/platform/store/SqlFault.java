package paas.platform.store;

import io.micronaut.data.connection.exceptions.ConnectionException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;

/**
 * What an SQL error means to us. States: SQL:2023 classes 08, 23, 40; H2 and PostgreSQL manuals.
 */
enum SqlFault {
  /** A unique constraint refused. */
  DUPLICATE,
  /** What a row refers to is gone, or something still refers to it. */
  REFERENCE,
  /** A deadlock's victim, or a serialization failure: may be tried again. */
  SERIALIZATION,
  /** No connection, no disk, no time. */
  SURROUNDINGS,
  /** Not an SQL error, or one that is our bug. */
  OTHER;

  static SqlFault of(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return classify(sql);
      }
      // A connection that the server closed under us, noticed by whoever touches it first.
      if (cause instanceof ConnectionException) {
        return SURROUNDINGS;
      }
    }
    return OTHER;
  }

  private static SqlFault classify(SQLException e) {
    if (e instanceof SQLTransientConnectionException
        || e instanceof SQLNonTransientConnectionException
        || e instanceof SQLRecoverableException) {
      return SURROUNDINGS;
    }
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "23505" -> DUPLICATE;
      case "23503", "23506" -> REFERENCE;
      case "40001", "40P01" -> SERIALIZATION;
      // H2: lock timeout, database closed, I/O error, broken, in use, out of memory.
      case "HYT00", "90098", "90028", "90031", "90067", "90020", "90108" -> SURROUNDINGS;
      // PostgreSQL: 53 is disk or connections exhausted, 57 the server stopping, 58 its I/O.
      default -> state.matches("(08|53|57|58).*") ? SURROUNDINGS : OTHER;
    };
  }

  /** The exception to throw in place of {@code cause}. */
  RuntimeException translated(RuntimeException cause) {
    return switch (this) {
      case DUPLICATE, REFERENCE -> conflict();
      case SERIALIZATION, SURROUNDINGS ->
          new Unavailable(
              "The platform's database does not answer: check it and its disk, then try again.",
              cause);
      case OTHER -> cause;
    };
  }

  static Rejected conflict() {
    return Rejected.conflict(
        "Somebody else changed the same thing at the same moment: look again, then repeat.");
  }
}
