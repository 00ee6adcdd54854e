package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An app that speaks HTTP/2 only, as gRPC servers do. */
@Tag("acceptance")
class Http2AppTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "modern";

  /** Passed by who is asked in HTTP/2. */
  private static final String CHECKED =
      "{\"healthchecks\": {\"web\": [{\"path\": \"/up\", \"content\": \"/up by HTTP/2\"}]}}";

  private static String paas(String... arguments) {
    return PLATFORM.paas(arguments).mustSucceed().out();
  }

  private static Repository repository() {
    return PLATFORM
        .repository(APP)
        .with("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}")
        .with("Procfile", "web: node server.js\napi: node server.js\n")
        .with(
            "server.js",
            """
            const server = require('http2').createServer()
            server.on('stream', (stream, headers) => {
              const body = headers[':method'] + ' ' + headers[':path'] + ' by HTTP/2'
              stream.respond({':status': 200, 'content-length': body.length})
              stream.end(body)
            })
            server.listen(process.env.PORT, () => console.log('listening'))
            process.on('SIGTERM', () => server.close(() => process.exit(0)))
            """);
  }

  @Test
  void itIsReachedOnceItsProtocolIsSetAndStaysSoOverDeploys() {
    Repository repository = repository();
    repository.commit("one").push().mustSucceed();
    assertNotEquals(200, PLATFORM.get(APP, "/").status());
    Program.Ran refused = PLATFORM.paas("router:set", "protocol=h3", "-a", APP);
    assertTrue(refused.err().contains("protocol cannot be 'h3': give http1, or h2c"));
    paas("router:set", "protocol=h2c", "-a", APP);
    Page page = new Page(200, "GET /a?b by HTTP/2");
    Await.until("it answers", () -> PLATFORM.get(APP, "/a?b").equals(page));
    assertTrue(paas("router", "-a", APP).matches("(?s).*protocol +h2c .*"));
    repository.with("app.json", CHECKED).commit("two").push().mustSucceed();
    assertEquals(page, PLATFORM.get(APP, "/a?b"));
    Await.until(
        "its lines are as ever",
        () ->
            paas("logs", "-n", "200", "-a", APP)
                .matches("(?s).*at=info method=GET path=\"/a\\?b\" host=\\S+ .* dyno=web.1 .*"));
    paas("ps:scale", "api=1", "-a", APP);
    paas("domains:add", "modern.test", "-a", APP);
    paas("domains:add", "modern.test/api", "--process", "api", "-a", APP);
    paas("router:set", "protocol=h2c,api:h2c", "-a", APP);
    Page api = new Page(200, "GET /api/a by HTTP/2");
    Await.until(
        "its other process type answers too",
        () -> PLATFORM.page("modern.test", "/api/a").equals(api));
    paas("router:unset", "protocol", "-a", APP);
    Await.until("it is asked in HTTP/1.1 again", () -> PLATFORM.get(APP, "/").status() != 200);
  }
}
