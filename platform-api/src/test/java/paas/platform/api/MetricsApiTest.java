package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.metrics.Signposts;
import paas.platform.metrics.TrafficHistory;
import paas.router.control.RequestFacts;
import paas.router.control.RequestLine;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.RouteLoad;

@ExtendWith(TestPlatform.Extension.class)
class MetricsApiTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final App app;
  private final String path;

  MetricsApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
    platform.deploy(app, Map.of("web", "node web.js", "api", "node api.js"));
  }

  private void asked(String host, String target, int status) {
    String text =
        "at=info method=GET path=\"%s\" host=%s fwd=\"\" dyno=web.1 connect=1ms service=6ms status=%d bytes=100 protocol=http"
            .formatted(target, host, status);
    platform
        .bean(TrafficHistory.class)
        .saw(
            new RequestLine(1, app.id().toString(), Clock.systemUTC().instant(), text),
            RequestFacts.of(text));
  }

  private String routes() {
    return requests.get(path + "/metrics").expect(200).body().replaceFirst(".*\"routes\":", "");
  }

  @Test
  void eachRouteIsShownWithWhatAnswersThere() {
    String host = platform.unique("metrics") + ".example.com";
    requests.post(path + "/domains", "{\"hostname\":\"" + host + "\"}").expect(201);
    requests
        .post(
            path + "/mounts",
            "{\"hostname\":\"" + host + "\",\"path\":\"/api\",\"process\":\"api\"}")
        .expect(201);
    asked(app.name() + ".apps.test", "/", 200);
    asked(host, "/api/orders", 500);
    asked(host, "/api/orders", 200);
    asked("gone.example.com", "/", 200);
    String routes = routes();
    assertTrue(
        routes.startsWith(
            "[{\"hostname\":\"" + host + "\",\"path\":\"/api\",\"type\":\"api\",\"requests\":2,"),
        routes);
    assertTrue(routes.contains("\"type\":\"web\",\"requests\":1,"), routes);
    assertTrue(routes.contains("{\"hostname\":null,\"path\":\"\",\"type\":null,"), routes);
  }

  @Test
  void aRouteThatWasRemovedCountsAmongTheOthers() {
    String host = platform.unique("metrics") + ".example.com";
    requests.post(path + "/domains", "{\"hostname\":\"" + host + "\"}").expect(201);
    asked(host, "/", 200);
    asked("gone.example.com", "/", 200);
    requests.delete(path + "/domains/" + host).expect(200);
    platform.bean(Signposts.class).changing(app.id());
    String routes = routes();
    assertTrue(
        routes.startsWith("[{\"hostname\":null,\"path\":\"\",\"type\":null,\"requests\":2,"),
        routes);
    assertEquals(-1, routes.indexOf(host), routes);
  }

  @Test
  void whatIsInFlightIsToldByTheRouterOrNotAtAll() {
    assertEquals("[],\"dropped\":0}", routes());
    String silent = requests.get(path + "/metrics").body();
    assertTrue(silent.contains("\"in_flight\":null,\"queued\":null},\"routes\""), silent);
    Hostname host = new Hostname(app.name() + ".apps.test");
    platform.loads.put(
        app.id().toString(),
        List.of(new RouteLoad(app.id().toString(), host, PathPrefix.ROOT, 4, 2)));
    String told = requests.get(path + "/metrics").body();
    assertTrue(told.contains("\"in_flight\":4,\"queued\":2},\"routes\":[{\"hostname\""), told);
    assertTrue(told.contains("\"in_flight\":4,\"queued\":2}],\"dropped\""), told);
  }

  @Test
  void scrapersGetEverythingInTheTextOfOpenMetrics() {
    String host = app.name() + ".apps.test";
    asked(host, "/", 200);
    asked(host, "/", 404);
    asked("gone.example.com", "/", 200);
    platform.loads.put(
        "",
        List.of(
            new RouteLoad(app.id().toString(), new Hostname(host), PathPrefix.ROOT, 4, 2),
            new RouteLoad("an app that is gone", new Hostname("x.test"), PathPrefix.ROOT, 1, 0)));
    Answer answer = platform.as(platform.user(true)).get("/metrics").expect(200);
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        answer.header("Content-Type"));
    List<String> ours =
        answer.body().lines().filter(line -> line.contains("\"" + app.name() + "\"")).toList();
    String route = "{app=\"" + app.name() + "\",route=\"" + host + "\"";
    String duration = "paas_router_request_duration_seconds";
    assertTrue(
        ours.contains("paas_router_requests_total" + route + ",class=\"2xx\"} 1"), "" + ours);
    assertTrue(
        ours.contains("paas_router_requests_total" + route + ",class=\"4xx\"} 1"), "" + ours);
    assertTrue(ours.contains(duration + "_bucket" + route + ",le=\"0.005\"} 0"), "" + ours);
    assertTrue(ours.contains(duration + "_bucket" + route + ",le=\"0.01\"} 2"), "" + ours);
    assertTrue(ours.contains(duration + "_bucket" + route + ",le=\"+Inf\"} 2"), "" + ours);
    assertTrue(ours.contains(duration + "_sum" + route + "} 0.014"), "" + ours);
    assertTrue(ours.contains("paas_router_response_bytes_total" + route + "} 200"), "" + ours);
    assertTrue(ours.contains("paas_router_requests_in_flight" + route + "} 4"), "" + ours);
    assertTrue(ours.stream().anyMatch(line -> line.contains("route=\"other\"")), "" + ours);
    assertTrue(answer.body().endsWith("\n# EOF\n"));
    assertEquals(-1, answer.body().indexOf("x.test"), "no app has it");
  }

  @Test
  void onlyTheLastHourCanBeAskedFor() {
    assertTrue(requests.get(path + "/metrics?minutes=1").expect(200).body().contains("seconds"));
    for (String bad : List.of("0", "61", "-1", "ten", "99999999999")) {
      requests.get(path + "/metrics?minutes=" + bad).expect(422);
    }
  }
}
