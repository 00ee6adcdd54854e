package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;

class SqlFaultTest {
  @Test
  void aFaultIsFoundBelowItsWrappers() {
    RuntimeException wrapped =
        new IllegalStateException(new RuntimeException(new SQLException("taken", "23505")));
    assertEquals(SqlFault.DUPLICATE, SqlFault.of(wrapped));
  }

  @Test
  void statesMeanWhatTheirClassSays() {
    assertEquals(SqlFault.REFERENCE, of("23503"));
    assertEquals(SqlFault.SERIALIZATION, of("40P01"));
    assertEquals(SqlFault.SURROUNDINGS, of("08006"));
    assertEquals(SqlFault.SURROUNDINGS, of("53100"));
    assertEquals(SqlFault.SURROUNDINGS, of("57P01"));
    assertEquals(SqlFault.SURROUNDINGS, of("HYT00"));
    assertEquals(SqlFault.OTHER, of("42601"));
    assertEquals(
        SqlFault.SURROUNDINGS, SqlFault.of(new SQLTransientConnectionException("pool is empty")));
  }

  private static SqlFault of(String state) {
    return SqlFault.of(new SQLException("message", state));
  }

  @Test
  void eachFaultNamesWhoMustAct() {
    RuntimeException cause = new IllegalStateException("cause");
    assertInstanceOf(Rejected.class, SqlFault.DUPLICATE.translated(cause));
    assertInstanceOf(Rejected.class, SqlFault.REFERENCE.translated(cause));
    assertInstanceOf(Unavailable.class, SqlFault.SERIALIZATION.translated(cause));
    assertInstanceOf(Unavailable.class, SqlFault.SURROUNDINGS.translated(cause));
    assertSame(cause, SqlFault.OTHER.translated(cause));
  }
}
