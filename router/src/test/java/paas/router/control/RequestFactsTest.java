package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestFactsTest {
  private static RequestFacts of(String outcome) {
    return RequestFacts.of(
        "at=info method=GET path=\"/a dyno=web.9 connect=7ms service=9999ms status=101 \""
            + " host=a.test request_id=x fwd=\"10.0.0.1\""
            + outcome);
  }

  @Test
  void whatTheAppTookIsConnectAndService() {
    assertEquals(
        new RequestFacts(1, Optional.of(Duration.ofMillis(412))),
        of(" dyno=web.1 connect=2ms service=410ms status=200 bytes=13 protocol=http"));
  }

  @Test
  void whoWasNotAskedAndAnEndedWebSocketTellNoTime() {
    RequestFacts timeless = new RequestFacts(1, Optional.empty());
    assertEquals(timeless, of(" dyno= connect= service= status=503 bytes=0 protocol=http"));
    assertEquals(
        timeless, of(" dyno=web.1 connect=1ms service=90000ms status=101 bytes=5 protocol=http"));
    assertEquals(timeless, RequestFacts.of("anything"));
    assertEquals(timeless, RequestFacts.of(""));
  }

  @Test
  void droppedLinesCountAsTheRequestsThatTheyWere() {
    assertEquals(
        new RequestFacts(37, Optional.empty()),
        RequestFacts.of("at=error code=L11 desc=\"Request lines dropped\" dropped=37"));
  }
}
