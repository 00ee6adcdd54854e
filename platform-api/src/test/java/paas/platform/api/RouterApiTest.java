package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.edge.Edge;
import paas.platform.app.edge.EdgeSetting;
import paas.platform.store.EdgeStore;
import paas.router.http.RouteSettings;

@ExtendWith(TestPlatform.Extension.class)
class RouterApiTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  RouterApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name() + "/router";
  }

  private Edge stored() {
    return platform.bean(EdgeStore.class).of(app.id());
  }

  @Test
  void settingsAreSetUnsetAndTold() {
    int woken = platform.fleet.woken.size();
    Answer set = requests.patch(path, "{\"body-limit\":\"10m\",\"sticky\":\"on\",\"idle\":\"5m\"}");
    assertTrue(set.expect(200).body().contains("{\"name\":\"body-limit\",\"value\":\"10m\""));
    assertEquals(10 << 20, stored().settings().bodyLimit());
    assertTrue(stored().settings().sticky());
    assertTrue(platform.fleet.woken.size() > woken);
    requests.patch(path, "{\"body-limit\":null}").expect(200);
    assertEquals(RouteSettings.UNLIMITED, stored().settings().bodyLimit());
    assertTrue(stored().settings().sticky());
    assertTrue(
        platform
            .journal
            .events(app.id())
            .contains("Unset router body-limit by user " + user.email()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first-byte|0s",
        "first-byte|99ms",
        "first-byte|25h",
        "idle|55",
        "idle|soon",
        "body-limit|10",
        "body-limit|1023",
        "body-limit|2000g",
        "basic-auth|team",
        "basic-auth|team:short",
        "basic-auth|:long-enough-password",
        "allow|example.com",
        "allow|10.0.0.0/33",
        "allow|10.0.0.1,",
        "rate-limit|0/s",
        "rate-limit|5000/s",
        "rate-limit|10/d",
        "rate-limit|10/s,burst=0",
        "rate-limit|10/s,burst=100000",
        "sticky|maybe",
        "protocol|h3",
        "protocol|api:h3",
        "protocol|h2c,web:http1",
        "protocol|api h2c",
        "canonical|www.example.com",
        "colour|red"
      })
  void aBadValueIsRefusedAndNothingOfTheRequestIsStored(String name, String value) {
    String body = "{\"sticky\":\"on\",\"%s\":\"%s\"}".formatted(name, value);
    if (name.equals("sticky")) {
      body = "{\"idle\":\"1m\",\"sticky\":\"" + value + "\"}";
    }
    Answer refused = requests.patch(path, body).expect(422);
    assertEquals("invalid_params", refused.text("id"));
    assertFalse(refused.text("message").contains("long-enough-password"));
    assertEquals(Edge.NONE, stored());
  }

  @Test
  void thePasswordIsStoredHashedAndNeverShown() {
    Answer set = requests.patch(path, "{\"basic-auth\":\"ann:secret:words\"}").expect(200);
    assertTrue(set.body().contains("\"value\":\"ann:********\""), set.body());
    assertFalse((set.body() + stored().values()).contains("secret"));
    assertFalse(String.join("\n", platform.journal.events(app.id())).contains("secret"));
    assertTrue(
        stored()
            .settings()
            .visitors()
            .basicAuth()
            .orElseThrow()
            .admits("Basic YW5uOnNlY3JldDp3b3Jkcw=="));
  }

  @Test
  void aCanonicalDomainIsOneOfTheApps() {
    String host = platform.unique("www") + ".example.com";
    requests.patch(path, "{\"canonical\":\"" + host + "\"}").expect(422);
    requests
        .post("/apps/" + app.name() + "/domains", "{\"hostname\":\"" + host + "\"}")
        .expect(201);
    requests
        .patch(path, "{\"canonical\":\"" + host.toUpperCase(java.util.Locale.ROOT) + "\"}")
        .expect(200);
    assertEquals(host, stored().canonical().orElseThrow().value());
    requests.patch(path, "{\"canonical\":\"*." + host + "\"}").expect(422);
    requests.delete("/apps/" + app.name() + "/domains/" + host).expect(200);
    assertEquals(Optional.empty(), stored().canonical());
  }

  @Test
  void aHostnameOfThePlatformIsNeverCanonical() {
    String own = "{\"canonical\":\"" + app.name() + ".apps.test\"}";
    String message = requests.patch(path, own).expect(422).text("message");
    assertTrue(message.contains("belongs to the platform itself"), message);
  }

  @Test
  void pagesAreSetReplacedListedAndUnset() {
    requests.send("PUT", path + "/pages/503", "{\"text\":\"<p>one\"}").expect(200);
    requests.send("PUT", path + "/pages/503", "{\"text\":\"<p>two!\"}").expect(200);
    requests
        .send("PUT", path + "/pages/maintenance", "{\"form\":\"json\",\"text\":\"{}\"}")
        .expect(200);
    assertEquals(
        "[{\"code\":\"503\",\"form\":\"html\",\"bytes\":7},"
            + "{\"code\":\"H80\",\"form\":\"json\",\"bytes\":2}]",
        requests.get(path + "/pages").expect(200).body());
    assertEquals("<p>two!", stored().pages().list().getFirst().text());
    requests.delete(path + "/pages/503").expect(200);
    requests.delete(path + "/pages/503").expect(404);
    assertEquals(1, stored().pages().list().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "h1", "600", "404x", "%2e%2e", "404", "499", "H55", "H27"})
  void aPageIsForWhatTheRouterAnswersOnly(String code) {
    requests.send("PUT", path + "/pages/" + code, "{\"text\":\"x\"}").expect(422);
  }

  @Test
  void whoNamesAnAnswerThatIsNeverMadeHearsOfThoseThatAre() {
    Answer refused = requests.send("PUT", path + "/pages/404", "{\"text\":\"x\"}").expect(422);
    String message = refused.text("message");
    assertTrue(message.contains("answers nothing with 404"), message);
    assertTrue(message.contains("400, 401, 403, 413,"), message);
    assertTrue(message.contains(" H10, H11, H12,"), message);
    assertFalse(message.contains("H27"), message);
  }

  @Test
  void anEmptyPageIsCalledThat() {
    Answer refused = requests.send("PUT", path + "/pages/503", "{\"text\":\"\"}").expect(422);
    assertTrue(refused.text("message").startsWith("The page is empty"), refused.body());
  }

  private void isAnsweredOnceTheRouterHasIt(Runnable change) {
    int before = Collections.frequency(platform.fleet.rerouted, app.id());
    change.run();
    assertEquals(before + 1, Collections.frequency(platform.fleet.rerouted, app.id()));
  }

  @Test
  void whatLeadsRequestsIsInForceWhenItIsAnswered() {
    String domains = "/apps/" + app.name() + "/domains";
    String host = platform.unique("www") + ".example.com";
    isAnsweredOnceTheRouterHasIt(
        () -> requests.patch(path, "{\"basic-auth\":\"ann:secret:words\"}").expect(200));
    isAnsweredOnceTheRouterHasIt(
        () -> requests.send("PUT", path + "/pages/503", "{\"text\":\"x\"}").expect(200));
    isAnsweredOnceTheRouterHasIt(() -> requests.delete(path + "/pages/503").expect(200));
    isAnsweredOnceTheRouterHasIt(
        () -> requests.post(domains, "{\"hostname\":\"" + host + "\"}").expect(201));
    isAnsweredOnceTheRouterHasIt(() -> requests.delete(domains + "/" + host).expect(200));
    isAnsweredOnceTheRouterHasIt(
        () -> requests.patch("/apps/" + app.name(), "{\"maintenance\":true}").expect(200));
  }

  @Test
  void aProtocolIsForAProcessTypeThatThereIs() {
    requests.patch(path, "{\"protocol\":\"http1,api:h2c\"}").expect(200);
    requests.patch(path, "{\"protocol\":null}").expect(200);
    platform.deploy(app, Map.of("web", "x", "api", "y"));
    Answer refused = requests.patch(path, "{\"protocol\":\"h2c,nope:h2c\"}").expect(422);
    String message = refused.text("message");
    assertTrue(message.contains("no process type 'nope'; it has api, web."), message);
    assertEquals(Edge.NONE, stored());
    requests.patch(path, "{\"protocol\":\"h2c,api:h2c\"}").expect(200);
    requests.patch(path, "{\"protocol\":null}").expect(200);
  }

  @Test
  void aPageHasABound() {
    String large = "x".repeat(65_537);
    requests.send("PUT", path + "/pages/503", "{\"text\":\"" + large + "\"}").expect(422);
    requests
        .send("PUT", path + "/pages/503", "{\"text\":\"" + large.substring(1) + "\"}")
        .expect(200);
    requests.send("PUT", path + "/pages/503", "{\"text\":\"\"}").expect(422);
    requests.send("PUT", path + "/pages/503", "{\"text\":\"x\",\"form\":\"xml\"}").expect(422);
    assertEquals(65_536, stored().pages().list().getFirst().text().length());
  }

  @Test
  void everySettingHasAStandardAndADescription() {
    String shown = requests.get(path).expect(200).body();
    for (EdgeSetting setting : EdgeSetting.values()) {
      String whole =
          "{\"name\":\"%s\",\"value\":null,\"default\":\"%s\",\"description\":\"%s\"}"
              .formatted(setting.word(), setting.standard(), setting.about());
      assertTrue(shown.contains(whole), shown);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.apps.test", "*.*.example.com", "a.*.example.com", "*.com", "*."})
  void aWildcardThatIsNoneOrThePlatformsIsRefused(String host) {
    requests
        .post("/apps/" + app.name() + "/domains", "{\"hostname\":\"" + host + "\"}")
        .expect(422);
  }

  @Test
  void aNameUnderAnotherAppsWildcardIsForThoseWhoMayChangeBoth() {
    String base = platform.unique("shop") + ".example.com";
    requests
        .post("/apps/" + app.name() + "/domains", "{\"hostname\":\"*." + base + "\"}")
        .expect(201);
    User stranger = platform.user();
    String theirs = "/apps/" + platform.app(stranger).name() + "/domains";
    String login = "{\"hostname\":\"login." + base + "\"}";
    String refusal = platform.as(stranger).post(theirs, login).expect(409).body();
    assertTrue(refusal.contains("overlaps '*." + base + "'"), refusal);
    assertFalse(refusal.contains(app.name().value()), refusal);
    platform.collaborate(app, stranger);
    platform.as(stranger).post(theirs, login).expect(201);
  }

  @Test
  void aWildcardIsADomainLikeOthers() {
    String host = "*." + platform.unique("shop") + ".example.com";
    String domains = "/apps/" + app.name() + "/domains";
    requests.post(domains, "{\"hostname\":\"" + host + "\"}").expect(201);
    assertTrue(requests.get(domains).each("hostname").contains(host));
    requests.delete(domains + "/" + host.replace("*", "%2A")).expect(200);
  }
}
