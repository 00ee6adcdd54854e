package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Releases that follow each other while clients stay on the WebSockets of all of them. */
@Tag("acceptance")
class HeldByWebSocketsTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "held-up";
  private static final String SAYS_WHY = "a newer web.1 waits for its own";

  @Test
  void theOldestInstanceGivesWayAndTheNewerOneWaitsUntilTheGraceIsTakenBack() throws Exception {
    Repository repository = ZeroDowntimeTest.server(PLATFORM.repository(APP), "one");
    repository.push().mustSucceed();
    PLATFORM.paas("ps:set", "web", "websocket-grace=300", "-a", APP).mustSucceed();
    try (HttpClient client = HttpClient.newHttpClient()) {
      EchoSocket.Speaker oldest = EchoSocket.open(client, PLATFORM, APP);
      oldest.awaitEchoOf("one");
      ZeroDowntimeTest.server(repository, "two").push().mustSucceed();
      EchoSocket.Speaker newer = EchoSocket.open(client, PLATFORM, APP);
      newer.awaitEchoOf("two");
      oldest.awaitEchoOf("still with one");
      assertFalse(logs().contains(SAYS_WHY));
      ZeroDowntimeTest.server(repository, "three").push().mustSucceed();

      assertEquals(ZeroDowntimeTest.GOING_AWAY, oldest.awaitClose());
      Await.until("it says why", () -> logs().contains(SAYS_WHY));
      newer.awaitEchoOf("still with two");
      Await.until("two instances are left", () -> instances() == 2);

      PLATFORM.paas("ps:set", "web", "websocket-grace=0", "-a", APP).mustSucceed();
      assertEquals(ZeroDowntimeTest.GOING_AWAY, newer.awaitClose());
      Await.until("one instance is left", () -> instances() == 1);
    }
  }

  private static String logs() {
    return PLATFORM.paas("logs", "-n", "500", "-a", APP).mustSucceed().out();
  }

  private static int instances() {
    return PLATFORM.containers("paas.app-name=" + APP, "paas.kind=instance").size();
  }
}
