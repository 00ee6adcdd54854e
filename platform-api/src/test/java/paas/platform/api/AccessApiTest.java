package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.User;
import paas.platform.app.App;

/** Users, tokens, collaborators and domains. */
@ExtendWith(TestPlatform.Extension.class)
class AccessApiTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;

  AccessApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
  }

  @Test
  void anAdminMakesAUserWhoseTokenIsShownOnce() {
    Requests admin = platform.as(platform.user(true));
    String email = platform.unique("new") + "+tag@example.com";
    Answer made = admin.post("/users", "{\"email\":\"" + email + "\"}").expect(201);
    Requests fresh = platform.with("Bearer " + made.text("access_token.token"));

    assertEquals(email, fresh.get("/account").expect(200).text("email"));
    assertFalse(admin.get("/users/" + email).expect(200).body().contains("token"));
    admin.delete("/users/" + email.replace("+", "%2B")).expect(200);
    fresh.get("/account").expect(401);
    admin.post("/users", "{\"email\":\"not one\"}").expect(422);
  }

  @Test
  void tokensAreIssuedListedWithoutTheirSecretAndRevoked() {
    Answer made =
        requests
            .post("/oauth/authorizations", "{\"description\":\"ci\",\"expires_in\":3600}")
            .expect(201);
    Requests other = platform.with("Bearer " + made.text("access_token.token"));

    other.get("/account").expect(200);
    assertEquals(made.text("id"), other.get("/oauth/authorizations/~").expect(200).text("id"));
    Answer list = requests.get("/oauth/authorizations");
    assertTrue(list.each("description").contains("ci"));
    assertFalse(list.body().contains(made.text("access_token.token")));
    requests.delete("/oauth/authorizations/" + made.text("id")).expect(200);
    other.get("/account").expect(401);
  }

  /** A token that is taken for a lesser one, and may do everything, would be handed out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"read\"]",
        "[\"identity\"]",
        "[\"global\",\"read\"]",
        "\"read-protected\"",
        "[{}]"
      })
  void aTokenThatIsToMayLessIsRefused(String scope) {
    int before = requests.get("/oauth/authorizations").each("id").size();

    requests.post("/oauth/authorizations", "{\"scope\":" + scope + "}").expect(422);

    assertEquals(before, requests.get("/oauth/authorizations").each("id").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"global\"]", "\"global\"", "[]", "null"})
  void aTokenMayDoAllThatItsUserMay(String scope) {
    requests.post("/oauth/authorizations", "{\"scope\":" + scope + "}").expect(201);
  }

  /** One of the databases takes no NUL, and terminals show them all. */
  @ParameterizedTest
  @ValueSource(strings = {"nul \\u0000", "escape \\u001b[2J", "two\\nlines", "lone \\ud800"})
  void aTokensDescriptionIsOneLineOfText(String text) {
    requests.post("/oauth/authorizations", "{\"description\":\"" + text + "\"}").expect(422);
  }

  @Test
  void aForeignTokenCanBeNeitherSeenNorRevoked() {
    User other = platform.user();
    Requests theirs = platform.as(other);
    String id = theirs.get("/oauth/authorizations/~").text("id");

    requests.get("/oauth/authorizations/" + id).expect(404);
    requests.delete("/oauth/authorizations/" + id).expect(404);
    theirs.get("/account").expect(200);
  }

  @Test
  void collaboratorsAreAddedShownAndRemoved() {
    App app = platform.app(user);
    User friend = platform.user();
    String path = "/apps/" + app.name() + "/collaborators";

    requests.post(path, "{\"user\":\"" + friend.email() + "\"}").expect(201);
    assertEquals(2, requests.get(path).each("role").size());
    platform.as(friend).get("/apps/" + app.name()).expect(200);
    requests.delete(path + "/" + friend.email()).expect(200);
    platform.as(friend).get("/apps/" + app.name()).expect(404);
    requests.delete(path + "/" + user.email()).expect(403);
    requests.post(path, "{\"user\":\"ghost@example.com\"}").expect(404);
  }

  @Test
  void domainsAreAddedShownAndRemoved() {
    App app = platform.app(user);
    String path = "/apps/" + app.name() + "/domains";
    String host = platform.unique("www") + ".example.com";

    Answer added =
        requests
            .post(path, "{\"hostname\":\"" + host.toUpperCase() + "\",\"sni_endpoint\":null}")
            .expect(201);
    assertEquals(host, added.text("hostname"));
    assertEquals(app.name() + ".apps.test", added.text("cname"));
    assertEquals("none", added.text("status"));
    assertEquals(
        List.of("heroku", "custom"),
        requests.get(path, "Range", "id ..; max=1000;").each("kind").stream()
            .sorted()
            .toList()
            .reversed());
    requests.get(path + "/" + host).expect(200);
    requests.delete(path + "/" + host).expect(200);
    requests.get(path + "/" + host).expect(404);
    requests.delete(path + "/" + app.name() + ".apps.test").expect(403);
  }

  @Test
  void aDomainBelongsToOneApp() {
    String host = platform.unique("www") + ".example.com";
    String json = "{\"hostname\":\"" + host + "\"}";
    requests.post("/apps/" + platform.app(user).name() + "/domains", json).expect(201);

    requests.post("/apps/" + platform.app(user).name() + "/domains", json).expect(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apps.test",
        "other.apps.test",
        "paas.apps.test",
        "paas.test",
        "localhost",
        "127.0.0.1",
        "*.com",
        "a..b",
        "-x.example.com",
        "http://x.example.com",
        "x.example.com/y"
      })
  void aHostOfThePlatformsAndWhatIsNoHostnameAreRefused(String host) {
    App app = platform.app(user);

    requests
        .post("/apps/" + app.name() + "/domains", "{\"hostname\":\"" + host + "\"}")
        .expect(422);
  }

  @Test
  void failedAttemptsAreCountedWhateverTheProxyHeadersSay() {
    Requests wrong = platform.from("127.0.0.9").with("Bearer paas_wrong");
    int status = 401;
    for (int i = 0; i < 40 && status == 401; i++) {
      status = wrong.get("/account", "X-Forwarded-For", "198.51.100." + i).status();
    }

    assertEquals(429, status);
    Answer refused = wrong.get("/account");
    assertEquals("60", refused.header("Retry-After"));
    assertEquals("0", refused.header("RateLimit-Remaining"));
    platform.from("127.0.0.9").as(user).get("/account").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/account/keys", "/pipelines", "/teams/apps"})
  void whatIsNotHereSaysWhatThereIsInstead(String path) {
    Answer answer = requests.post(path, "{}").expect(422);

    assertTrue(answer.text("message").contains("`paas "), answer.body());
  }

  /** By which clients know that a name means no add-on. */
  @Test
  void noNameMeansAnAddon() {
    assertEquals(
        "add_on",
        requests.post("/actions/addons/resolve", "{\"addon\":\"x\"}").expect(404).text("resource"));
  }

  @Test
  void everydayResourcesThatAreEmptyHereAnswer() {
    App app = platform.app(user);
    for (String list :
        List.of("/teams", "/spaces", "/addons", "/addon-attachments", "/account/keys")) {
      assertEquals("[]", requests.get(list).expect(200).body());
    }
    for (String list :
        List.of("/addons", "/addon-attachments", "/features", "/log-drains", "/webhooks")) {
      assertEquals("[]", requests.get("/apps/" + app.name() + list).expect(200).body());
    }
    for (String none : List.of("/addons", "/webhooks")) {
      String said = requests.post("/apps/" + app.name() + none, "{}").expect(422).text("message");
      assertTrue(said.startsWith("There are no "), said);
    }
    for (String list :
        List.of(
            "/oauth/sessions", "/addon-services", "/apps/" + app.name() + "/webhook-deliveries")) {
      assertEquals("[]", requests.get(list).expect(200).body());
    }
    assertEquals(List.of("debian-13"), requests.get("/stacks").each("name"));
    assertEquals(List.of("local"), requests.get("/regions").each("name"));
    assertEquals(
        "pipeline_coupling",
        requests.get("/apps/" + app.name() + "/pipeline-couplings").expect(404).text("resource"));
    String exec = "/apps/" + app.name() + "/features/runtime-heroku-exec";
    String instead = requests.get(exec).expect(404).text("message");
    assertTrue(instead.contains("`paas ps:exec web.1 -- bash`"), instead);
  }
}
