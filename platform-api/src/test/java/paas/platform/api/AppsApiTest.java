package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.User;
import paas.platform.app.App;

@ExtendWith(TestPlatform.Extension.class)
class AppsApiTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;

  AppsApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
  }

  @Test
  void anAppIsMadeAndShown() {
    String name = platform.unique("shop");
    Answer made = requests.post("/apps", "{\"name\":\"" + name + "\"}").expect(201);

    assertEquals(name, made.text("name"));
    assertEquals(user.email().value(), made.text("owner.email"));
    assertEquals("cedar", made.text("generation.name"));
    assertTrue(made.text("created_at").matches("20[0-9-]{8}T[0-9:]{8}Z"));
    assertEquals(made.body(), requests.get("/apps/" + made.text("id")).expect(200).body());
    assertEquals(List.of(name), requests.get("/apps").each("name"));
    assertEquals(List.of(name), requests.get("/users/~/apps").each("name"));
  }

  @Test
  void anAppWithoutANameGetsOne() {
    assertTrue(
        requests.post("/apps", "").expect(201).text("name").matches("[a-z]+-[a-z]+-[0-9]{5}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Shop", "-x", "x", "a_b", "api", "../etc", "a b", "$(id)", "x;y", "a\\u0000b"})
  void aNameOutsideTheGrammarIsRefused(String name) {
    assertEquals(
        "invalid_params",
        requests.post("/apps", "{\"name\":\"" + name + "\"}").expect(422).text("id"));
    assertEquals(List.of(), requests.get("/apps").each("name"));
  }

  @Test
  void anAppThatIsMissingAndOneThatIsNoneOfTheCallersAreToldAlike() {
    App hidden = platform.app(platform.user());
    String missing = platform.unique("missing");
    for (String name : List.of(hidden.name().value(), missing)) {
      Answer answer = requests.get("/apps/" + name).expect(404);
      assertEquals("not_found", answer.text("id"));
      assertEquals("app", answer.text("resource"));
      assertEquals("Couldn't find app '" + name + "': see `paas apps`.", answer.text("message"));
    }
    String odd = requests.get("/apps/" + "x".repeat(500) + "%1b").expect(404).text("message");
    assertTrue(odd.length() < 100, odd);
    assertEquals(-1, odd.indexOf('\033'), odd);
    String id = hidden.id().toString();
    assertTrue(requests.get("/apps/" + id).expect(404).text("message").contains(id));
  }

  @Test
  void aNameThatIsTakenIsAConflict() {
    App taken = platform.app(platform.user());

    assertEquals(
        "conflict",
        requests.post("/apps", "{\"name\":\"" + taken.name() + "\"}").expect(409).text("id"));
  }

  @Test
  void maintenanceIsSetByAStringToo() {
    App app = platform.app(user);

    assertEquals(
        "true",
        requests.patch("/apps/" + app.name(), "{\"maintenance\":\"true\"}").text("maintenance"));
    assertEquals(
        "false",
        requests.patch("/apps/" + app.name(), "{\"maintenance\":false}").text("maintenance"));
    assertTrue(platform.fleet.woken.contains(app.id()));
    assertEquals(
        List.of(
            "Enable maintenance mode by user " + user.email(),
            "Disable maintenance mode by user " + user.email()),
        platform.journal.events(app.id()));
  }

  @Test
  void theDeployBranchIsSetAndChecked() {
    App app = platform.app(user);
    String path = "/apps/" + app.name();

    assertEquals(
        "release/9",
        requests.patch(path, "{\"deploy_branch\":\"release/9\"}").text("deploy_branch"));
    requests.patch(path, "{\"deploy_branch\":\"--upload-pack=x\"}").expect(422);
    requests.patch(path, "{\"deploy_branch\":\"a/../b\"}").expect(422);
    assertEquals("release/9", requests.get(path).text("deploy_branch"));
  }

  @Test
  void theBootTimeoutIsSetInSecondsAndChecked() {
    App app = platform.app(user);
    String path = "/apps/" + app.name();

    assertEquals("60", requests.get(path).text("boot_timeout"));
    assertEquals("180", requests.patch(path, "{\"boot_timeout\":180}").text("boot_timeout"));
    assertTrue(platform.fleet.woken.contains(app.id()));
    for (String none : List.of("0", "-1", "1801", "\"soon\"", "9999999999")) {
      requests.patch(path, "{\"boot_timeout\":" + none + "}").expect(422);
    }
    assertEquals("180", requests.get(path).text("boot_timeout"));
    assertEquals(
        List.of("Set boot timeout to 180 s by user " + user.email()),
        platform.journal.events(app.id()));
  }

  @Test
  void changesAtTheSameTimeDoNotUndoEachOther() throws Exception {
    App app = platform.app(user);
    String path = "/apps/" + app.name();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= 20; round++) {
        boolean maintenance = round % 2 == 1;
        String branch = "release/" + round;
        List<Callable<Answer>> both =
            List.of(
                () -> requests.patch(path, "{\"maintenance\":" + maintenance + "}"),
                () -> requests.patch(path, "{\"deploy_branch\":\"" + branch + "\"}"));
        for (Future<Answer> answer : pool.invokeAll(both)) {
          answer.get().expect(200);
        }
        Answer shown = requests.get(path);
        assertEquals(String.valueOf(maintenance), shown.text("maintenance"));
        assertEquals(branch, shown.text("deploy_branch"));
      }
    }
  }

  @Test
  void onlyTheOwnerRenames() {
    App app = platform.app(user);
    User friend = platform.user();
    platform.collaborate(app, friend);
    String name = platform.unique("renamed");
    String json = "{\"name\":\"" + name + "\"}";

    platform.as(friend).patch("/apps/" + app.name(), json).expect(403);
    assertEquals(name, requests.send("PUT", "/apps/" + app.name(), json).expect(200).text("name"));
    requests.get("/apps/" + app.name()).expect(404);
    assertEquals(app.id().toString(), requests.get("/apps/" + name).text("id"));
  }

  @Test
  void aDestroyedAppIsShownALastTime() {
    App app = platform.app(user);

    assertEquals(
        app.name().value(), requests.delete("/apps/" + app.name()).expect(200).text("name"));
    requests.get("/apps/" + app.name()).expect(404);
  }

  @Test
  void theListComesInPages() {
    for (int i = 0; i < 3; i++) {
      platform.app(user);
    }
    Answer page = requests.get("/apps", "Range", "name ..; max=2").expect(206);
    Answer rest = requests.get("/apps", "Range", page.header("Next-Range")).expect(200);

    assertEquals(2, page.each("name").size());
    assertEquals(1, rest.each("name").size());
    assertEquals(
        "requested_range_not_satisfiable",
        requests.get("/apps", "Range", "colour ..").expect(416).text("id"));
  }

  @Test
  void anAdminSeesAllAppsAndOwnsOnlyTheirs() {
    App app = platform.app(user);
    Requests admin = platform.as(platform.user(true));

    assertTrue(
        admin.get("/apps", "Range", "name ..; max=1000").each("name").contains(app.name().value()));
    assertEquals(List.of(), admin.get("/users/~/apps").each("name"));
  }
}
