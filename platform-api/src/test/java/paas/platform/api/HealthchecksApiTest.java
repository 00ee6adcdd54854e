package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.deploy.Examination;
import paas.platform.health.Answer.Ill;
import paas.platform.health.Answer.Probe;
import paas.platform.health.Healthcheck;
import paas.platform.health.Wording;
import paas.platform.release.ProcessType;
import paas.platform.store.FormationStore;

@ExtendWith(TestPlatform.Extension.class)
class HealthchecksApiTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final App app;
  private final String path;

  HealthchecksApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    platform.deploy(app, Map.of("web", "node web.js", "worker", "node w.js", "release", "x"));
    this.path = "/apps/" + app.name() + "/healthchecks";
  }

  @Test
  void everyTypeThatRunsHasTheChecksThatCount() {
    Answer list = requests.get(path).expect(200);
    assertEquals(List.of("web", "worker"), list.each("type"));
    assertTrue(list.body().contains("\"source\":\"default\""), list.body());
    assertTrue(list.body().contains("\"listening\":\"true\""), list.body());
    assertTrue(list.body().contains("\"uptime\":\"2\""), list.body());
  }

  @Test
  void aCheckIsSetShownDisabledAndUnset() {
    int woken = platform.fleet.woken.size();
    Answer set =
        requests.send("PUT", path + "/web", "{\"path\":\"/up\",\"timeout\":\"7\"}").expect(200);
    assertTrue(set.body().contains("\"source\":\"checks:set\""), set.body());
    assertEquals(set.body(), requests.get(path + "/web").expect(200).body());
    Answer off = requests.patch(path + "/web", "{\"enabled\":false}").expect(200);
    assertEquals("false", off.text("enabled"));
    assertTrue(!off.body().contains("/up"), off.body());
    requests.patch(path + "/web", "{\"enabled\":true}").expect(200);
    assertTrue(requests.get(path + "/web").body().contains("/up"));
    requests.delete(path + "/web/liveness").expect(200);
    assertTrue(requests.get(path + "/web").body().contains("/up"));
    requests.delete(path + "/web/startup").expect(200);
    assertTrue(!requests.get(path + "/web").body().contains("/up"));
    requests.delete(path + "/web").expect(200);
    assertTrue(platform.fleet.woken.size() > woken);
    assertTrue(
        platform.journal.events(app.id()).getFirst().startsWith("Set startup health check of web"));
  }

  @Test
  void whatIsWrongIsRefusedAndNothingIsStored() {
    for (String bad : List.of("{}", "{\"path\":\"up\"}", "{\"colour\":\"red\"}", "{\"path\":[]}")) {
      requests.send("PUT", path + "/web", bad).expect(422);
    }
    requests.send("PUT", path + "/nope", "{\"path\":\"/\"}").expect(404);
    requests.patch(path + "/web", "{}").expect(422);
    requests.delete(path + "/web/boot").expect(422);
    assertTrue(requests.get(path + "/web").body().contains("\"source\":\"default\""));
  }

  @Test
  void eachAnswerOfAnInstanceIsShown() {
    platform.bean(FormationStore.class).scale(app.id(), Map.of(ProcessType.WEB, 1));
    Healthcheck check = Wording.check(Healthcheck.Source.MANIFEST, Map.of("path", "/up"));
    Probe probe = new Probe("GET http://x/up", "status 503", "no database", Duration.ofMillis(12));
    platform.fleet.outcomes = List.of(new Examination.Outcome(check, new Ill(probe)));
    String dynos = "/apps/" + app.name() + "/dynos";

    Answer made = requests.post(dynos + "/web.1/actions/check", "{}").expect(200);

    assertEquals(List.of("failed"), made.each("result"));
    assertEquals(List.of("GET http://x/up"), made.each("asked"));
    assertEquals(List.of("no database"), made.each("excerpt"));
    assertEquals(List.of("12"), made.each("took_ms"));
    requests.post(dynos + "/web.9/actions/check", "{}").expect(404);
  }
}
