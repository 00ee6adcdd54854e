package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.cli.FakePlatform.Answer;

/** {@code paas heroku}: what the child is started with, and how its requests are passed on. */
@Timeout(120)
class HerokuTest {
  private static final String TOKEN = "Bearer secret-token";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    platform.close();
  }

  private FakeHeroku started(String... arguments) throws Exception {
    return FakeHeroku.started(home, new Cli(home).platform(platform), arguments);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(FakeHeroku heroku, String path) throws Exception {
    return HttpRequest.newBuilder(URI.create(heroku.env("HEROKU_HOST") + path));
  }

  @Test
  void theWholeLineIsTheChildsAndItsExitCodeIsOurs() throws Exception {
    String[] line = {"run", "--help", "-a", "shop", "--", "-h", "", "@x", "${y}", "--z='1'"};
    FakeHeroku heroku = started(line);
    assertEquals(List.of(line), heroku.arguments());
    assertEquals(new Cli.Result(42, "", ""), heroku.end(42));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--version", "--", "-x", "help"})
  void noWordIsTooSmallForTheChild(String first) throws Exception {
    FakeHeroku heroku = started(first);
    assertEquals(List.of(first), heroku.arguments());
    heroku.end(0);
  }

  @Test
  void theEnvironmentLeadsHereAndToNoThirdHost() throws Exception {
    FakeHeroku heroku = started();
    String host = heroku.env("HEROKU_HOST");
    assertTrue(host.startsWith("http://127.0.0.1:"), host);
    assertEquals(host, heroku.env("HEROKU_PARTICLEBOARD_URL"));
    assertEquals("secret-token", heroku.env("HEROKU_API_KEY"));
    assertEquals("true", heroku.env("DISABLE_TELEMETRY"));
    assertEquals("1", heroku.env("HEROKU_SKIP_ANALYTICS"));
    assertEquals("true", heroku.env("HEROKU_SKIP_NEW_VERSION_CHECK"));
    assertEquals("true", heroku.env("HEROKU_DISABLE_AUTOUPDATE"));
    assertTrue(List.of(heroku.env("NO_PROXY").split(",", -1)).contains("127.0.0.1"));
    assertEquals(heroku.env("NO_PROXY"), heroku.env("no_proxy"));
    assertEquals(platform.url(), "http://" + heroku.env("HEROKU_GIT_HOST"));
    heroku.end(0);
  }

  @Test
  void whomTheUserTrustsIsTrustedStillAndNothingStays() throws Exception {
    Path own = Files.writeString(home.resolve("own.pem"), "of the user\n");
    Cli cli = new Cli(home).platform(platform).env("NODE_EXTRA_CA_CERTS", own.toString());
    FakeHeroku heroku = FakeHeroku.started(home, cli);
    String trusted = heroku.env("NODE_EXTRA_CA_CERTS");
    String all = Files.readString(Path.of(trusted));
    assertTrue(all.startsWith("-----BEGIN CERTIFICATE-----\n"), all);
    assertTrue(all.endsWith("\n-----END CERTIFICATE-----\nof the user\n"), all);
    assertFalse(all.contains("KEY"));
    Path directory = Path.of(trusted.substring(0, trusted.lastIndexOf('/')));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    heroku.end(0);
    assertFalse(Files.exists(directory));
  }

  @Test
  void withoutHerokuOrALoginItSaysWhatToDo() {
    Cli.Result none =
        new Cli(home).platform(platform).env("PATH", "/nonexistent").run("heroku", "ps");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("npm install --global heroku"), none.err());
    Cli.Result nobody = new Cli(home).env("PAAS_URL", platform.url()).run("heroku", "ps");
    assertEquals(3, nobody.exit());
    assertTrue(nobody.err().contains("paas login"), nobody.err());
  }

  @Test
  void requestsAndAnswersPassAsTheyAre() throws Exception {
    FakeHeroku heroku = started();
    String warning = "look out";
    platform.on(
        "PATCH /apps/shop?x=%20y",
        new Answer(422, Map.of("Warning-Message", warning, "Request-Id", "r1"), "{\"id\":\"no\"}"));
    HttpRequest.Builder request =
        to(heroku, "/apps/shop?x=%20y")
            .header("Authorization", TOKEN)
            .header("Accept", "application/vnd.heroku+json; version=3.sdk")
            .header("Request-Id", "a".repeat(16_000))
            .method("PATCH", BodyPublishers.ofString("{\"a\":\"é\"}"));
    HttpResponse<String> answer = send(request);
    assertEquals(422, answer.statusCode());
    assertEquals("{\"id\":\"no\"}", answer.body());
    assertEquals(warning, answer.headers().firstValue("Warning-Message").orElseThrow());
    FakePlatform.Seen seen = platform.seen().get(0);
    assertEquals("PATCH /apps/shop?x=%20y {\"a\":\"é\"}", seen.toString());
    assertEquals(TOKEN, seen.headers().get("Authorization"));
    assertEquals("a".repeat(16_000), seen.headers().get("Request-id"));
    assertEquals(platform.url(), "http://" + seen.headers().get("Host"));
    heroku.end(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer secret-tokem", "Bearer", "secret-token", "Basic OnNlY3JldC10b2tlbg=="})
  void whoDoesNotShowTheTokenReachesNothing(String shown) throws Exception {
    FakeHeroku heroku = started();
    for (String path : List.of("/apps", "/apps/shop/dynos", "/log-streams/x", "/")) {
      HttpRequest.Builder request = to(heroku, path).POST(BodyPublishers.ofString("{}"));
      HttpResponse<String> answer =
          send(shown.isEmpty() ? request : request.header("Authorization", shown));
      assertEquals(401, answer.statusCode());
      assertTrue(answer.body().startsWith("{\"id\":\"unauthorized\","), answer.body());
    }
    assertEquals(List.of(), platform.seen());
    heroku.end(0);
  }

  @Test
  void linksOfAnswersLeadThroughTheForwarderAndNeedNoToken() throws Exception {
    FakeHeroku heroku = started();
    String elsewhere = "\"output_stream_url\":\"https://elsewhere.example/log-streams/x\"";
    String named =
        "{\"logplex_url\":\"" + platform.url() + "/log-streams/s3cret?a=b\"," + elsewhere + "}";
    platform.on(
        "POST /apps/shop/log-sessions",
        new Answer(201, Map.of("Content-Type", "application/json;charset=utf-8"), named));
    platform.on("GET /log-streams/s3cret?a=b", "data: x\n\n");
    HttpRequest.Builder request = to(heroku, "/apps/shop/log-sessions");
    String said =
        send(request.header("Authorization", TOKEN).POST(BodyPublishers.ofString("{}"))).body();
    String link = heroku.env("HEROKU_HOST") + "/log-streams/s3cret?a=b";
    assertEquals("{\"logplex_url\":\"" + link + "\"," + elsewhere + "}", said);
    assertEquals("data: x\n\n", send(HttpRequest.newBuilder(URI.create(link))).body());
    assertEquals(401, send(HttpRequest.newBuilder(URI.create(link + "c"))).statusCode());
    heroku.end(0);
  }

  @Test
  void aPlatformThatIsAwayIsSaidInTheApisForm() throws Exception {
    FakeHeroku heroku = started();
    platform.close();
    HttpResponse<String> answer = send(to(heroku, "/apps").header("Authorization", TOKEN));
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("\"message\":\"Cannot reach the platform at"), answer.body());
    heroku.end(0);
  }

  /** Neither side's bytes wait for those that are not sent yet. */
  @Test
  void bodiesFlowBothWays() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch shown = new CountDownLatch(1);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(any, 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/base/stream",
        exchange -> {
          exchange.getRequestBody().read();
          arrived.countDown();
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("one".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          awaited(shown);
          exchange.getResponseBody().write("two".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/base";
    Cli cli = new Cli(home).env("PAAS_URL", base).env("PAAS_TOKEN", "secret-token");
    FakeHeroku heroku = FakeHeroku.started(home, cli);
    try (Socket socket = new Socket("127.0.0.1", URI.create(heroku.env("HEROKU_HOST")).getPort())) {
      String head =
          "PUT /stream HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nAuthorization: " + TOKEN;
      socket.getOutputStream().write((head + "\r\n\r\na").getBytes(StandardCharsets.US_ASCII));
      arrived.await();
      socket.getOutputStream().write('b');
      InputStream in = socket.getInputStream();
      assertEquals("one", until("one", in));
      shown.countDown();
      assertEquals("two", until("two", in));
    } finally {
      server.stop(0);
    }
    heroku.end(0);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String until(String word, InputStream in) throws Exception {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(word) < 0) {
      int b = in.read();
      assertTrue(b >= 0, read.toString());
      read.append((char) b);
    }
    return read.substring(read.indexOf(word));
  }
}
