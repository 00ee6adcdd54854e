package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.check.InstanceFacts;

@ExtendWith(TestPlatform.Extension.class)
class ChecksApiTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final App app;
  private final String path;

  ChecksApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
  }

  @Test
  void anAppThatWasNeverLiveHasNoChecks() {
    assertEquals("[]", requests.get(path + "/checks").expect(200).body());
  }

  @Test
  void theLiveAppIsCheckedFactorByFactor() {
    requests.patch(path + "/config-vars", "{\"REDIS_URL\":\"redis://:s3cret@localhost\"}");
    platform.deploy(app, Map.of("web", "npm install && nodemon x.js"));
    platform.sightings.put(
        app.id(),
        List.of(
            new InstanceFacts(
                "web.1", true, List.of(5000), List.of("/app/x.log", "/app/db.sqlite"), false)));

    Answer checks = requests.get(path + "/checks").expect(200);

    assertEquals(12, checks.each("number").size());
    assertEquals(
        List.of(
            "fine", "unseen", "unseen", "look", "look", "look", "fine", "fine", "unseen", "look",
            "look", "fine"),
        checks.each("verdict"));
    assertTrue(checks.body().contains("web.1 writes log files: /app/x.log"), checks.body());
    assertTrue(checks.body().contains("\"fix\":\""), checks.body());
    assertTrue(!checks.body().contains("s3cret"), checks.body());
  }
}
