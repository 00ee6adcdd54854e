package paas.platform.api.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.api.range.Range.Bound;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

class RangeTest {
  @Test
  void theSpellingsOfTheClientsAreUnderstood() {
    assertEquals(range("version", 1, true), Range.parse("version ..; order=desc,max=1"));
    assertEquals(range("version", 15, true), Range.parse("version ..; max=15, order=desc"));
    assertEquals(range("id", 1000, false), Range.parse("id ..; max=1000;"));
    assertEquals(range("seq", 1000, true), Range.parse("seq ..; order=desc,max=1000"));
    assertEquals(range("name", 200, false), Range.parse("name .."));
  }

  private static Range range(String attribute, int max, boolean descending) {
    return new Range(attribute, Optional.empty(), Optional.empty(), max, descending);
  }

  @Test
  void anEmptyHeaderAndBytesAskForEverything() {
    assertEquals(Range.ALL, Range.parse(""));
    assertEquals(Range.ALL, Range.parse("  "));
    assertEquals(Range.ALL, Range.parse("bytes=0-499"));
  }

  @Test
  void boundsMayBeOpen() {
    Range range = Range.parse("name ]alpha..omega[; max=3");

    assertEquals(Optional.of(new Bound("alpha", true)), range.first());
    assertEquals(Optional.of(new Bound("omega", true)), range.last());
    assertEquals(Optional.of(new Bound("b", false)), Range.parse("name b..").first());
  }

  @Test
  void aPageHasAtMostAThousand() {
    assertEquals(1000, Range.parse("id ..; max=100000").max());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version", "..", "version ..; max=0", "version ..; max=x", "id ..; order=up"})
  void nonsenseIsNotSatisfiable(String header) {
    Rejected refused = assertThrows(Rejected.class, () -> Range.parse(header));

    assertEquals(Reason.RANGE_NOT_SATISFIABLE, refused.reason());
  }

  @Test
  void aHostileHeaderIsRefusedSoon() {
    String hostile = "a " + "[".repeat(4000) + "..".repeat(2000) + ";".repeat(2000) + "\n";

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThrows(Rejected.class, () -> Range.parse(hostile)));
  }
}
