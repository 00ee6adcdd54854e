package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestFactsTest {
  private static final String TRAP =
      "/a dyno=web.9 connect=7ms service=9999ms status=101 bytes=7 host=b.test \\\" host=c.test";

  private static RequestFacts of(String outcome) {
    return RequestFacts.of(
        "at=info method=GET path=\""
            + TRAP
            + "\" host=a.test request_id=x fwd=\"10.0.0.1\""
            + outcome);
  }

  private static RequestFacts.Answered answered(int status, long bytes) {
    return new RequestFacts.Answered("a.test", TRAP, "", Optional.empty(), status, bytes);
  }

  @Test
  void nothingThatAClientChoseCountsAsAField() {
    assertEquals(
        new RequestFacts.Answered("a.test", TRAP, "", Optional.of(Duration.ofMillis(412)), 200, 13),
        of(" dyno=web.1 connect=2ms service=410ms status=200 bytes=13 protocol=http"));
  }

  @Test
  void whoWasNotAskedAndAnEndedWebSocketTellNoTime() {
    assertEquals(answered(503, 0), of(" dyno= connect= service= status=503 bytes=0 protocol=http"));
    assertEquals(
        answered(101, 5),
        of(" dyno=web.1 connect=1ms service=90000ms status=101 bytes=5 protocol=http"));
  }

  @Test
  void whatIsNoLineOfTheRouterIsARequestOfWhichNothingIsKnown() {
    RequestFacts nothing = new RequestFacts.Answered("", "", "", Optional.empty(), 0, 0);
    assertEquals(nothing, RequestFacts.of("anything"));
    assertEquals(nothing, RequestFacts.of(""));
    assertEquals(1, nothing.requests());
  }

  @Test
  void anErrorTellsItsCode() {
    RequestFacts facts =
        RequestFacts.of(
            "at=error code=H12 desc=\"Request timeout\" method=GET path=\"/slow\" host=a.test"
                + " request_id=x fwd=\"::1\" dyno=web.1 connect=0ms service=30000ms status=503"
                + " bytes=0 protocol=https");
    assertEquals(
        new RequestFacts.Answered(
            "a.test", "/slow", "H12", Optional.of(Duration.ofSeconds(30)), 503, 0),
        facts);
  }

  @Test
  void droppedLinesCountAsTheRequestsThatTheyWere() {
    assertEquals(
        new RequestFacts.Dropped(37),
        RequestFacts.of("at=error code=L11 desc=\"Request lines dropped\" dropped=37"));
  }

  @Test
  void noLineIsTooBrokenToBeRead() {
    String whole =
        "at=error code=H10 desc=\"x\" method=GET path=\"/\\\\\\\"\" host=a.test fwd=\"\" dyno=web.1"
            + " connect=0ms service=1ms status=503 bytes=99999999999999999999";
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder broken = new StringBuilder(whole.substring(random.nextInt(whole.length())));
      broken.setLength(random.nextInt(broken.length() + 1));
      if (!broken.isEmpty()) {
        broken.setCharAt(random.nextInt(broken.length()), "\\\" =9".charAt(random.nextInt(5)));
      }
      assertTrue(RequestFacts.of(broken.toString()).requests() >= 0);
    }
  }
}
