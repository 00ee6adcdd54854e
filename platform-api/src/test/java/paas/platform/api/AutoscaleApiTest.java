package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.release.ProcessType;
import paas.platform.store.FormationStore;

@ExtendWith(TestPlatform.Extension.class)
class AutoscaleApiTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final App app;
  private final String formation;
  private final String web;

  AutoscaleApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    platform.deploy(app, Map.of("web", "node web.js", "worker", "node w.js"));
    this.formation = "/apps/" + app.name() + "/formation";
    this.web = formation + "/web/autoscale";
  }

  private Answer put(String path, String body) {
    return requests.send("PUT", path, body);
  }

  private int quantity() {
    return platform.bean(FormationStore.class).of(app.id()).quantity(ProcessType.WEB);
  }

  @Test
  void whatIsNotNamedStays() {
    put(web, "{\"max\":\"5\",\"p95_ms\":300}").expect(200);
    Answer more = put(web, "{\"max\":8}").expect(200);
    assertEquals("8", more.text("max"));
    assertTrue(more.body().contains("\"value\":300"), more.body());
    Answer other = put(web, "{\"cpu_percent\":70}").expect(200);
    assertTrue(other.body().contains("\"text\":\"cpu 70%\""), other.body());
    Answer sleepy = put(web, "{\"min\":0}").expect(200);
    assertEquals("900", sleepy.text("idle_seconds"));
    Answer awake = put(web, "{\"min\":2}").expect(200);
    assertEquals("0", awake.text("idle_seconds"));
    assertTrue(
        platform.journal.events(app.id()).stream()
            .anyMatch(event -> event.startsWith("Autoscale web: 2 to 8 by cpu 70% by user ")));
  }

  @Test
  void oneThatOnlySleepsHasAsManyAsItHasNow() {
    platform.bean(FormationStore.class).scale(app.id(), Map.of(ProcessType.WEB, 2));
    Answer sleepy = put(web, "{\"min\":0,\"idle_seconds\":60}").expect(200);
    assertEquals("2", sleepy.text("max"));
  }

  @Test
  void whatIsWrongIsRefusedAndNothingIsStored() {
    for (String bad :
        List.of(
            "{}",
            "{\"p95_ms\":300}",
            "{\"max\":5}",
            "{\"max\":5,\"p95_ms\":300,\"cpu_percent\":70}",
            "{\"max\":5,\"p95_ms\":0}",
            "{\"min\":6,\"max\":5,\"p95_ms\":300}",
            "{\"max\":5,\"p95_ms\":300,\"idle_seconds\":60}",
            "{\"min\":0,\"idle_seconds\":1}",
            "{\"max\":\"many\"}")) {
      put(web, bad).expect(422);
    }
    put(formation + "/worker/autoscale", "{\"max\":5,\"p95_ms\":300}").expect(422);
    put(formation + "/worker/autoscale", "{\"min\":0}").expect(422);
    put(formation + "/nope/autoscale", "{\"max\":5,\"cpu_percent\":70}").expect(404);
    assertEquals("[]", requests.get("/apps/" + app.name() + "/autoscales").body());
    requests.get(web).expect(404);
    requests.delete(web).expect(404);
  }

  @Test
  void aQuantityByHandMustLieWithinItsBounds() {
    put(web, "{\"min\":1,\"max\":3,\"p95_ms\":300}").expect(200);
    requests.patch(formation + "/web", "{\"quantity\":\"3\"}").expect(200);
    Answer refused = requests.patch(formation + "/web", "{\"quantity\":\"+1\"}").expect(422);
    assertTrue(refused.body().contains("paas ps:autoscale:off web"), refused.body());
    requests.patch(formation + "/web", "{\"quantity\":\"0\",\"force\":true}").expect(422);
    assertEquals(3, quantity());
    requests.patch(formation + "/worker", "{\"quantity\":\"0\"}").expect(200);
  }

  @Test
  void theEndWakesWhatSleepsAndLeavesTheRestAlone() {
    put(web, "{\"min\":0,\"max\":5,\"p95_ms\":300}").expect(200);
    requests.patch(formation + "/web", "{\"quantity\":3}").expect(200);
    assertTrue(platform.bean(FormationStore.class).scaleFrom(app.id(), ProcessType.WEB, 3, 0));
    int woken = platform.fleet.woken.size();
    assertEquals("3", requests.delete(web).expect(200).text("quantity"));
    assertEquals(3, quantity());
    assertTrue(
        platform.journal.events(app.id()).stream()
            .anyMatch(event ->
                event.startsWith("Autoscale web no more, it slept and has 3 again by user ")));
    assertTrue(platform.fleet.woken.size() > woken);
    put(web, "{\"min\":1,\"max\":5,\"cpu_percent\":70}").expect(200);
    requests.delete(web).expect(200);
    assertEquals(3, quantity());
  }

  @Test
  void theEndOfWhatWasPutToSleepByHandLeavesOne() {
    put(web, "{\"min\":0,\"max\":3}").expect(200);
    requests.patch(formation + "/web", "{\"quantity\":0}").expect(200);
    requests.delete(web).expect(200);
    assertEquals(1, quantity());
  }

  @Test
  void aRestartOfWhatSleepsSaysThatNothingRuns() {
    put(web, "{\"min\":0,\"max\":3}").expect(200);
    platform.bean(FormationStore.class).scale(app.id(), Map.of(ProcessType.WEB, 0));
    String all = "/apps/" + app.name() + "/formations/web";
    assertTrue(requests.delete(all).expect(202).body().contains("\"instances\":0"));
    platform.bean(FormationStore.class).scale(app.id(), Map.of(ProcessType.WEB, 1));
    assertTrue(requests.delete(all).expect(202).body().contains("\"instances\":1"));
  }
}
