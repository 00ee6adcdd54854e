package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.deploy.InstanceView;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.plan.Cause;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

/** The answers, member by member: what clients were written against. */
@ExtendWith(TestPlatform.Extension.class)
class ShapesTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final User user;
  private final App app;
  private final String path;

  ShapesTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
    platform.deploy(app, Map.of("web", "node web.js"));
  }

  /** The answer with what differs from run to run replaced by its kind. */
  private String shape(String of) {
    return requests
        .get(of)
        .expect(200)
        .body()
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("20[0-9]{2}-[0-9-]{5}T[0-9:]{8}Z", "TIME")
        .replaceAll("sha256:[0-9a-f]{64}", "IMAGE")
        .replace(app.name().value(), "APP")
        .replace(user.email().value(), "USER");
  }

  /** The tests of {@code paas} read these files too, so that both mean the same members. */
  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/shapes", name)).strip();
  }

  @Test
  void app() throws IOException {
    assertEquals(golden("app.json"), shape(path));
  }

  @Test
  void anAppIsReleasedWithItsFirstBuildInTheListToo() {
    String bare = "/apps/" + platform.app(user).name();

    assertEquals("null", requests.get(bare).text("released_at"));
    String released = requests.get(path + "/releases/2").text("created_at");
    assertEquals(released, requests.get(path).text("released_at"));
    assertEquals(Set.of(released, "null"), Set.copyOf(requests.get("/apps").each("released_at")));
  }

  @Test
  void release() throws IOException {
    assertEquals(golden("release.json"), shape(path + "/releases/2"));
  }

  @Test
  void formation() {
    assertEquals(
        "[{\"id\":\"ID\",\"type\":\"web\",\"quantity\":1,\"stopped\":[],\"size\":\"default\","
            + "\"dyno_size\":{\"id\":\"ID\",\"name\":\"default\"},\"stop_grace\":30,\"websocket_grace\":30,\"surge\":\"auto\","
            + "\"user\":\"auto\",\"read_only\":false,\"tmpfs\":\"none\",\"ulimits\":\"none\","
            + "\"command\":\"node web.js\",\"app\":{\"id\":\"ID\",\"name\":\"APP\"},"
            + "\"created_at\":\"TIME\",\"updated_at\":\"TIME\"}]",
        shape(path + "/formation"));
  }

  @Test
  void dyno() {
    assertEquals(
        "[{\"id\":\"ID\",\"name\":\"web.1\",\"type\":\"web\",\"state\":\"crashed\","
            + "\"size\":\"default\",\"command\":\"node web.js\","
            + "\"release\":{\"id\":\"ID\",\"version\":2},\"canary\":false,"
            + "\"app\":{\"id\":\"ID\",\"name\":\"APP\"},"
            + "\"created_at\":\"TIME\",\"updated_at\":\"TIME\","
            + "\"crash\":{\"message\":\"web.1 exited with status 137 because of R15.\","
            + "\"code\":\"R15\",\"exit_code\":137},\"usage\":null,\"attach_url\":null}]",
        dyno("crashed", Optional.of(killed())));
    assertEquals(
        "\"crash\":{\"message\":\"It is so.\",\"code\":null,\"exit_code\":null}",
        crash(dyno("crashed", Optional.of(Cause.of("It is so.")))));
    assertEquals("\"crash\":null", crash(dyno("up", Optional.empty())));
  }

  private static Cause killed() {
    String message = "web.1 exited with status 137\nbecause of R15.";
    return new Cause(message, Optional.of("R15"), OptionalInt.of(137));
  }

  private String dyno(String state, Optional<Cause> crash) {
    platform.fleet.instances.put(
        app.id(),
        List.of(
            new InstanceView(
                UUID.randomUUID(),
                new Slot(ProcessType.WEB, 1),
                state,
                new ReleaseVersion(2),
                Instant.parse("2026-11-20T10:00:00Z"),
                "node web.js",
                Size.DEFAULT,
                "c",
                crash,
                Optional.empty())));
    return shape(path + "/dynos");
  }

  private static String crash(String dyno) {
    return dyno.substring(dyno.indexOf("\"crash\""), dyno.indexOf(",\"usage\""));
  }

  @Test
  void volume() {
    requests.post(path + "/volumes", "{\"name\":\"data\",\"size\":\"1g\"}").expect(201);
    requests
        .send("PUT", path + "/volumes/data/mount", "{\"path\":\"/data\",\"type\":\"web\"}")
        .expect(200);
    assertEquals(
        "[{\"id\":\"ID\",\"name\":\"data\",\"size\":\"1g\",\"size_mb\":1024,"
            + "\"usage\":{\"total_bytes\":1073741824,\"used_bytes\":4096},"
            + "\"mount\":{\"path\":\"/data\",\"type\":\"web\",\"read_only\":false},"
            + "\"app\":{\"id\":\"ID\",\"name\":\"APP\"},\"created_at\":\"TIME\"}]",
        shape(path + "/volumes"));
  }

  @Test
  void autoscale() {
    requests
        .send("PUT", path + "/formation/web/autoscale", "{\"max\":5,\"p95_ms\":300}")
        .expect(200);
    String web =
        "{\"id\":\"ID\",\"type\":\"web\",\"min\":1,\"max\":5,"
            + "\"target\":{\"metric\":\"p95\",\"value\":300,\"text\":\"p95 300 ms\"},"
            + "\"idle_seconds\":0,\"quantity\":1,\"judgement\":null,\"decisions\":[],"
            + "\"app\":{\"id\":\"ID\",\"name\":\"APP\"}}";
    assertEquals(web, shape(path + "/formation/web/autoscale"));
    assertEquals("[" + web + "]", shape(path + "/autoscales"));
  }

  @Test
  void metrics() {
    String figures =
        "\"requests\":0,\"per_second\":0.0,"
            + "\"statuses\":{\"1xx\":0,\"2xx\":0,\"3xx\":0,\"4xx\":0,\"5xx\":0},"
            + "\"errors\":{},\"service\":null,\"bytes\":0,\"in_flight\":null,\"queued\":null";
    assertEquals(
        "{\"app\":{\"id\":\"ID\",\"name\":\"APP\"},\"from\":\"TIME\",\"to\":\"TIME\","
            + "\"seconds\":N,\"total\":{"
            + figures
            + "},\"routes\":[],\"dropped\":0}",
        shape(path + "/metrics").replaceAll("\"seconds\":[0-9]+", "\"seconds\":N"));
  }

  @Test
  void domain() {
    assertEquals(
        "[{\"id\":\"ID\",\"hostname\":\"APP.apps.test\",\"kind\":\"heroku\",\"cname\":null,"
            + "\"status\":\"none\",\"status_reason\":null,\"app\":{\"id\":\"ID\",\"name\":\"APP\"},"
            + "\"created_at\":\"TIME\",\"updated_at\":\"TIME\","
            + "\"acm_status\":null,\"acm_status_reason\":null,\"sni_endpoint\":null}]",
        shape(path + "/domains"));
  }

  @Test
  void collaborator() {
    assertEquals(
        "[{\"id\":\"ID\",\"role\":\"owner\","
            + "\"user\":{\"id\":\"ID\",\"email\":\"USER\",\"federated\":false},"
            + "\"app\":{\"id\":\"ID\",\"name\":\"APP\"},\"permissions\":[],"
            + "\"created_at\":\"TIME\",\"updated_at\":\"TIME\"}]",
        shape(path + "/collaborators"));
  }

  @Test
  void account() {
    assertEquals(
        "{\"id\":\"ID\",\"email\":\"USER\",\"admin\":false,\"allow_tracking\":false,"
            + "\"beta\":false,\"federated\":false,\"two_factor_authentication\":false,"
            + "\"verified\":true,\"created_at\":\"TIME\",\"updated_at\":\"TIME\","
            + "\"name\":null,\"last_login\":null,\"sms_number\":null,"
            + "\"country_of_residence\":null,\"identity_provider\":null,"
            + "\"suspended_at\":null,\"delinquent_at\":null,"
            + "\"default_organization\":null,\"default_team\":null}",
        shape("/account"));
  }
}
