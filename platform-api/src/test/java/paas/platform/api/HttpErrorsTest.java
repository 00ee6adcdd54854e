package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;

@ExtendWith(TestPlatform.Extension.class)
class HttpErrorsTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;

  HttpErrorsTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
  }

  @Test
  void healthNeedsNoToken() {
    assertEquals("ok", platform.anonymous().get("/health").expect(200).text("status"));
  }

  @Test
  void withoutATokenTheAnswerIs401AndAsksForBasic() {
    Answer answer = platform.anonymous().get("/account").expect(401);

    assertEquals("unauthorized", answer.text("id"));
    assertEquals("Basic realm=\"paas\"", answer.header("WWW-Authenticate"));
    assertEquals("application/json", answer.header("Content-Type"));
  }

  @Test
  void basicWithTheTokenAsPasswordIsAsGoodAsBearer() {
    String pair = "anybody:" + platform.token(user);
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

    assertEquals(
        user.email().value(),
        platform.with("Basic " + basic).get("/account").expect(200).text("email"));
  }

  @Test
  void everyAnswerCarriesARequestIdAndEveryErrorIsJson() {
    Answer unknown = requests.get("/no/such/route").expect(404);
    assertEquals("not_found", unknown.text("id"));
    assertTrue(unknown.header("Request-Id").matches("[0-9a-f-]{36}"));
    assertEquals("4500", unknown.header("RateLimit-Remaining"));

    assertEquals("method_not_allowed", requests.delete("/account").expect(405).text("id"));
    assertEquals("bad_request", requests.post("/apps", "{not json").expect(400).text("id"));
    assertEquals("bad_request", requests.post("/apps", "[1]").expect(400).text("id"));
  }

  @Test
  void aBodyThatGoesOnBehindItsObjectIsRefused() {
    for (String rest : List.of("{\"name\":\"other\"}", "x", "}")) {
      String json = "{\"name\":\"" + platform.unique("rest") + "\"} " + rest;

      assertEquals("bad_request", requests.post("/apps", json).expect(400).text("id"));
    }
  }

  @Test
  void aNumberBeyondAllMeasureIsRefused() {
    Answer answer = requests.post("/apps", "{\"name\":1e99999999999}").expect(400);

    assertEquals("bad_request", answer.text("id"));
  }

  @Test
  void aBodyOfNullIsAsGoodAsNone() {
    assertEquals("complete", requests.post("/apps", "null").expect(201).text("create_status"));
  }

  @Test
  void aBodyOverOneMegabyteIsTooLarge() {
    String json = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";

    assertEquals("too_large", requests.post("/apps", json).expect(413).text("id"));
  }

  @Test
  void deeplyNestedJsonIsRefused() {
    String json = "{\"name\":".repeat(100_000);

    assertEquals("bad_request", requests.post("/apps", json).expect(400).text("id"));
  }

  @Test
  void sixteenKilobytesOfHeadersAreFine() {
    requests.get("/account", "Request-Id", "a".repeat(16_000)).expect(200);
  }

  @Test
  void headersThatAreTooLargeAreNotSaidToBeTheBody() {
    Answer answer = requests.get("/account", "Request-Id", "a".repeat(40_000)).expect(413);

    assertTrue(answer.text("message").contains("headers"), answer.body());
  }

  @Test
  void theRoutersRequestIdIsKept() {
    String id = "0123456789abcdef0123456789abcdef";

    assertEquals(id, requests.get("/account", "X-Request-Id", id).expect(200).header("Request-Id"));
  }

  @Test
  void aFaultOfOursIsA500WithoutDetails() {
    App app = platform.app(user);
    platform.fleet.instances.put(
        app.id(),
        new java.util.AbstractList<>() {
          @Override
          public paas.platform.deploy.InstanceView get(int index) {
            throw new IllegalStateException("secret detail");
          }

          @Override
          public int size() {
            return 1;
          }
        });

    Answer answer = requests.get("/apps/" + app.name() + "/dynos").expect(500);

    assertEquals("internal_server_error", answer.text("id"));
    assertFalse(answer.body().contains("secret detail"));
    assertTrue(answer.text("message").contains(answer.header("Request-Id")));
  }

  @Test
  void aHostHeaderNeverReachesAnAnswer() throws Exception {
    App app = platform.app(user);
    Answer answer = requests.get("/apps/" + app.name()).expect(200);

    assertEquals("http://" + app.name() + ".apps.test:8080/", answer.text("web_url"));
    assertEquals("http://paas.test:7300/" + app.name() + ".git", answer.text("git_url"));
  }
}
