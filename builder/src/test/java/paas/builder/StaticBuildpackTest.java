package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class StaticBuildpackTest {
  private static final String SERVE =
      ".static/start >/dev/null 2>&1 & until curl -so /dev/null localhost:5000/; do sleep 0.1; done; ";

  private static TestPlatform platform;
  private final AppKey app = TestPlatform.app();

  @BeforeAll
  static void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterAll
  static void stop() throws IOException {
    platform.close();
  }

  @Test
  void singlePageAppAnswersEveryPathButMissingAssets() throws IOException {
    String seen =
        ask(
            Tree.example("static-spa"),
            "/",
            "/some/deep/path",
            "/assets/missing.js",
            "/assets/app.5b1e9c3a.js");
    assertTrue(seen.contains("/ 200 checked DENY"), seen);
    assertTrue(seen.contains("/some/deep/path 200 checked DENY"), seen);
    assertTrue(seen.contains("/assets/missing.js 404"), seen);
    assertTrue(seen.contains("/assets/app.5b1e9c3a.js 200 immutable DENY"), seen);
  }

  @Test
  void textIsCompressedAlsoBehindARouter() throws IOException {
    Tree tree =
        site().file("app.css", "body { margin: 0 }\n".repeat(500)).file("small.css", "a { }\n");
    var built = platform.built(app, tree);
    assertTrue(platform.shown().contains("Compressed 1 file\n"), platform.shown());
    String seen =
        platform.run(
            built, SERVE + "curl -sD- -H 'Via: 1.1 r' --compressed localhost:5000/app.css");
    assertTrue(seen.contains("Content-Encoding: gzip"), seen);
    assertTrue(seen.contains("Vary: Accept-Encoding"), seen);
    assertTrue(seen.contains("body { margin: 0 }"), seen);
  }

  @Test
  void nothingButThePagesIsServed() throws IOException {
    Tree tree =
        site()
            .file("Procfile", "web: .static/start\n")
            .file("static.json", "{}")
            .file(".env", "SECRET=1")
            .file(".git/config", "x")
            .file(".well-known/acme", "fine")
            .file("folder/data.txt", "x")
            .file("about.html", "about")
            .file("404.html", "nothing here");
    String seen =
        ask(
            tree,
            "/Procfile",
            "/static.json",
            "/.env",
            "/.git/config",
            "/.static/nginx.conf",
            "/folder/",
            "/.well-known/acme",
            "/about");
    for (String hidden :
        Arrays.asList(
            "/Procfile",
            "/static.json",
            "/.env",
            "/.git/config",
            "/.static/nginx.conf",
            "/folder/")) {
      assertTrue(seen.contains(hidden + " 404"), seen);
    }
    assertTrue(seen.contains("/.well-known/acme 200"), seen);
    assertTrue(seen.contains("/about 200"), seen);
  }

  @Test
  void redirectsAndHeadersFilesAreRead() throws IOException {
    Tree tree =
        site()
            .file(
                "_redirects",
                "# moved\n/old/* /new/:splat 302\n/index.html /never 301\n/out https://example.com/x 308!\n")
            .file(
                "_headers",
                "/*\n  X-Frame-Options: SAMEORIGIN\n/index.html\n  X-Frame-Options: \"a\" $b\n");
    String seen = ask(tree, "/old/a?b=c", "/index.html", "/out", "/_redirects");
    assertTrue(seen.contains("/old/a?b=c 302 checked SAMEORIGIN /new/a?b=c"), seen);
    assertTrue(seen.contains("/index.html 200 checked \"a\" $b"), seen);
    assertTrue(seen.contains("/out 308 checked SAMEORIGIN https://example.com/x"), seen);
    assertTrue(seen.contains("/_redirects 404"), seen);
  }

  @Test
  void httpsOnlyAndPasswordsAreAskedOfEveryPath() throws IOException {
    Tree tree =
        site()
            .file(
                "static.json",
                "{\"https_only\": true, \"basic_auth\": true, \"redirects\": {\"/api\": \"${API_URL}\"}}");
    var built = platform.built(app, tree);
    String missing = platform.run(built, ".static/start");
    assertTrue(missing.contains("needs the config var API_URL"), missing);
    String seen =
        platform.run(
            built,
            "export API_URL=https://api.example/ BASIC_AUTH_USERNAME=me BASIC_AUTH_PASSWORD='p w'; "
                + SERVE
                + "curl -sI -H 'X-Forwarded-Proto: http' localhost:5000/x; curl -sI localhost:5000/;"
                + " curl -sI -u 'me:p w' localhost:5000/; curl -sI -u 'me:p w' localhost:5000/api");
    assertTrue(seen.contains("Location: https://localhost/x"), seen);
    assertTrue(seen.contains("401 Unauthorized"), seen);
    assertTrue(seen.contains("200 OK"), seen);
    assertTrue(seen.contains("Location: https://api.example/"), seen);
  }

  private record Wrong(String file, String text, String message) {
    Tree app() {
      return site().file(file, text);
    }
  }

  @Test
  void whatCannotBeRightNamesItsPlace() throws IOException {
    List<Wrong> all =
        List.of(
            new Wrong("static.json", "{\"root\":", "static.json is not valid JSON: line 1"),
            new Wrong("static.json", "{\"root\":\"../..\"}", "is not a folder of the app"),
            new Wrong(
                "static.json",
                "{\"routes\":{\"/**\":\"gone.html\"}}",
                "A route leads to /gone.html, which is not in the root"),
            new Wrong(
                "static.json", "{\"routes\":{\"/**\":\"x; } evil {\"}}", "this is not a path"),
            new Wrong(
                "static.json",
                "{\"headers\":{\"/\":{\"X\":\"a\\nb\"}}}",
                "Leave out control characters"),
            new Wrong("_redirects", "/a /b 200 Country=us", "_redirects, line 1 is not understood"),
            new Wrong("_headers", "X-Frame-Options: DENY", "this is not a path"));
    List<String> said = platform.refusals("static", all.stream().map(Wrong::app).toList());
    for (int i = 0; i < all.size(); i++) {
      assertTrue(said.get(i).contains(all.get(i).message()), said.get(i));
      assertFalse(said.get(i).contains("Traceback"), said.get(i));
    }
    assertEquals("build", platform.failed(platform.build(app, all.getFirst().app())).phase());
  }

  /**
   * One line for each path: the path, the status, how long it may be kept, X-Frame-Options or
   * Location.
   */
  private String ask(Tree tree, String... paths) throws IOException {
    String each =
        Arrays.stream(paths)
            .map(path ->
                "echo '%s' $(curl -so /dev/null -w '%%{http_code} %%header{cache-control} %%header{x-frame-options} %%header{location}' 'localhost:5000%s');"
                    .formatted(path, path))
            .collect(Collectors.joining(" "));
    return platform
        .run(platform.built(app, tree), SERVE + each)
        .replace("public, max-age=31536000, immutable", "immutable")
        .replace("public, max-age=0, must-revalidate", "checked");
  }

  private static Tree site() {
    return Tree.empty().file("index.html", "<h1>home</h1>");
  }
}
