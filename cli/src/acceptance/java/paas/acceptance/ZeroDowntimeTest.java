package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 200 requests per second on an app while it is deployed, scaled, restarted and rolled back. */
@Tag("acceptance")
class ZeroDowntimeTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "no-gap";

  @Test
  void noRequestFailsWhileTheAppChanges() throws InterruptedException {
    Repository repository = PLATFORM.repository(APP).withServer("one").commit("one");
    repository.push().mustSucceed();
    try (Load load = Load.on(PLATFORM, APP, 200)) {
      Await.until("the load runs", () -> load.requests() > 200);
      repository.withServer("two").commit("two").push().mustSucceed();
      PLATFORM.paas("ps:scale", "web=3", "-a", APP).mustSucceed();
      PLATFORM.paas("config:set", "KEY=x", "-a", APP).mustSucceed();
      PLATFORM.paas("ps:restart", "-a", APP).mustSucceed();
      PLATFORM.paas("ps:scale", "web=1", "-a", APP).mustSucceed();
      PLATFORM.paas("rollback", "v2", "-a", APP).mustSucceed();
      int after = load.requests();
      Await.until("requests go on", () -> load.requests() > after + 200);
      assertEquals(Set.of(), load.failures());
      assertEquals(Set.of("one", "two"), load.answers());
      assertTrue(load.requests() > 1_000, "only " + load.requests() + " requests were made");
    }
  }
}
