package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micronaut.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.store.AppStore;

@ExtendWith(TestPlatform.Extension.class)
class ConfigApiTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  ConfigApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name() + "/config-vars";
  }

  @Test
  void aChangeAnswersTheWholeMapOnceTheReleaseIsRecorded() {
    requests.patch(path, "{\"A\":\"1\"}").expect(200);
    Answer second = requests.patch(path, "{\"B\":\"2\"}").expect(200);

    assertEquals("{\"A\":\"1\",\"B\":\"2\"}", second.body());
    assertEquals("3", second.header("Paas-Release"));
    assertEquals(second.body(), requests.get(path).body());
    assertEquals(
        List.of("3"),
        requests
            .get("/apps/" + app.name() + "/releases", "Range", "version ..; order=desc,max=1")
            .each("version"));
    assertEquals(
        List.of(
            "Set A config vars by user " + user.email(),
            "Release v2 created by user " + user.email(),
            "Set B config vars by user " + user.email(),
            "Release v3 created by user " + user.email()),
        platform.journal.events(app.id()));
  }

  @Test
  void nullUnsets() {
    requests.patch(path, "{\"A\":\"1\",\"B\":\"2\"}");

    assertEquals("{\"B\":\"2\"}", requests.patch(path, "{\"A\":null}").body());
  }

  @Test
  void whatChangesNothingMakesNoRelease() {
    requests.patch(path, "{\"A\":\"1\"}");

    Answer same = requests.patch(path, "{\"A\":\"1\",\"Z\":null}").expect(200);

    assertEquals("{\"A\":\"1\"}", same.body());
    assertEquals("none", same.header("Paas-Release"));
    assertEquals(
        List.of("1", "2"), requests.get("/apps/" + app.name() + "/releases").each("version"));
  }

  @Test
  void valuesAreKeptByteForByte() throws IOException {
    String value = "$HOME `id` \"q\" 'q' \\ \r\n\t ünïcödé 🦊 " + "x".repeat(50_000);
    String json = JsonMapper.createDefault().writeValueAsString(Map.of("KEY", value));

    requests.patch(path, json).expect(200);

    assertEquals(value, requests.get(path).text("KEY"));
  }

  @Test
  void numbersAndBooleansBecomeText() {
    assertEquals(
        "{\"A\":\"1\",\"B\":\"true\"}", requests.patch(path, "{\"A\":1,\"B\":true}").body());
  }

  /** {@code 1.10} is a version to whoever writes it so. */
  @Test
  void numbersKeepTheirDigits() {
    String numbers =
        "{\"A\":1.10,\"B\":12345678901234567890,\"C\":0.0000001,\"D\":1e400,\"E\":1e2147483648}";

    assertEquals(
        "{\"A\":\"1.10\",\"B\":\"12345678901234567890\",\"C\":\"0.0000001\",\"D\":\"1E+400\",\"E\":\"1E+2147483648\"}",
        requests.patch(path, numbers).expect(200).body());
  }

  /** The server asks for the body once the guard has let the request in. */
  @Test
  void anAppThatIsDestroyedWhileTheChangeArrivesIsNotFound() throws IOException {
    String json = "{\"A\":\"1\"}";
    String head =
        "PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n"
                .formatted(path, platform.token(user), json.length())
            + "Connection: close\r\nExpect: 100-continue\r\n\r\n";
    URI uri = platform.uri("/");
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertEquals("HTTP/1.1 100 Continue", answer.readLine());

      platform.bean(AppStore.class).delete(app.id());
      socket.getOutputStream().write(json.getBytes(StandardCharsets.US_ASCII));

      assertEquals("", answer.readLine());
      assertEquals("HTTP/1.1 404 not_found", answer.readLine());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"1A\":\"x\"}",
        "{\"A B\":\"x\"}",
        "{\"A=B\":\"x\"}",
        "{\"\":\"x\"}",
        "{\"A\":\"nul \\u0000\"}",
        "{\"A\":\"lone \\ud800\"}",
        "{\"A\":{}}",
        "{\"A\":[]}"
      })
  void whatCannotBeConfigIsRefusedAndNothingChanges(String json) {
    requests.patch(path, json).expect(422);

    assertEquals("{}", requests.get(path).body());
  }

  @Test
  void tooMuchIsRefusedWithoutShowingIt() {
    String json = "{\"A\":\"" + "canary".repeat(20_000) + "\"}";
    Answer answer = requests.patch(path, json).expect(422);

    assertFalse(answer.body().contains("canary"));
  }

  @Test
  void invalidUtf8IsABadRequest() throws Exception {
    byte[] json = {'{', '"', 'A', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};
    java.net.http.HttpRequest request =
        java.net.http.HttpRequest.newBuilder(
                requests.request("PATCH", path, "{}"), (name, value) -> true)
            .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofByteArray(json))
            .build();

    assertEquals(
        400,
        platform
            .http
            .send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
            .statusCode());
    assertEquals("{}", requests.get(path).body());
  }
}
