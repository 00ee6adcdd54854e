package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ways in besides git push. */
@Tag("acceptance")
class DeployTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final Duration LONG = Duration.ofMinutes(4);

  private static Program.Ran run(Path directory, String... command) {
    return Program.run(directory, PLATFORM.env(), "", LONG, List.of(command)).mustSucceed();
  }

  private static Page page(String app) {
    return PLATFORM.get(app, "/");
  }

  @Test
  void aDirectoryAndThenATarballBecomeAnAppThatWasNotThere() {
    Repository tree = PLATFORM.repository("from-a-directory").withServer("directory");
    tree.with(".gitignore", "ignored.js\n").with("ignored.js", "x");
    Program.Ran deploy =
        PLATFORM.paas("deploy", tree.dir.toString(), "--app", "from-a-directory").mustSucceed();
    assertTrue(deploy.out().contains("Released v2"), deploy.toString());
    assertEquals(new Page(200, "directory"), page("from-a-directory"));
    assertFalse(PLATFORM.paas("run", "-a", "from-a-directory", "ls").out().contains("ignored.js"));

    tree.withServer("tarball");
    Path tarball = PLATFORM.home.resolve("app.tar.gz");
    run(tree.dir, "tar", "-czf", tarball.toString(), "--exclude=.git", ".");
    PLATFORM.paas("deploy", tarball.toString(), "--app", "from-a-directory").mustSucceed();
    assertEquals(new Page(200, "tarball"), page("from-a-directory"));
  }

  @Test
  void aBuildThatFailsIsToldByTheExitCodeAndItsReason() {
    Repository tree = PLATFORM.repository("no-app").with("notes.txt", "hello");
    Program.Ran deploy = PLATFORM.paas("deploy", tree.dir.toString(), "--app", "no-app");
    assertEquals(1, deploy.code(), deploy.toString());
    assertTrue(deploy.out().contains("failed:"), deploy.toString());
  }

  @Test
  void anImageFromStandardInputRunsAndNoOtherAppMayRunIt() throws IOException {
    Path folder = PLATFORM.home.resolve("image");
    Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("/bin/busybox"), folder.resolve("bin/busybox"));
    Files.createSymbolicLink(folder.resolve("bin/sh"), Path.of("busybox"));
    Files.writeString(
        Files.createDirectories(folder.resolve("www")).resolve("index.html"), "image");
    run(folder, "tar", "-cf", "../image.tar", ".");
    String name = "paas-acceptance-" + PLATFORM.id() + ":latest";
    String command = "exec /bin/busybox httpd -f -p $PORT -h /www";
    Path home = PLATFORM.home;
    run(
        home,
        "docker",
        "import",
        "--change",
        "CMD [\"/bin/sh\",\"-c\",\"" + command + "\"]",
        "image.tar",
        name);
    try {
      run(home, "docker", "save", "-o", home.resolve("saved.tar").toString(), name);
      String paas = PLATFORM.cli() + " deploy --image - --app imaged < saved.tar";
      run(home, "sh", "-c", paas);
      assertEquals(new Page(200, "image"), page("imaged"));
      String shown = PLATFORM.paas("releases:info", "-a", "imaged", "--json").out();
      String digest = shown.replaceAll("(?s).*(sha256:[0-9a-f]{64}).*", "$1");
      Program.Ran own = PLATFORM.paas("deploy", "--image", digest, "--app", "imaged");
      assertEquals(0, own.code(), own.toString());
      Program.Ran other = PLATFORM.paas("deploy", "--image", digest, "--app", "imaged-other");
      assertEquals(1, other.code(), other.toString());
      assertTrue(other.out().contains("There is no image"), other.toString());
    } finally {
      run(home, "docker", "rmi", name);
    }
  }

  @Test
  void aForeignRepositoryIsSyncedWithAStoredAccountAndByItsWebhook() throws Exception {
    Repository foreign = PLATFORM.repository("foreign").withServer("one").commit("one");
    foreign.push().mustSucceed();
    String url = PLATFORM.api() + "/foreign.git";
    PLATFORM.paas("create", "synced", "--no-remote").mustSucceed();
    Program.Ran refused = PLATFORM.paas("git:sync", url + "#main", "--app", "synced");
    assertEquals(1, refused.code(), refused.toString());
    assertTrue(refused.out().contains("paas git:auth 127.0.0.1"), refused.toString());

    PLATFORM.paasWith(PLATFORM.token(), "git:auth", "127.0.0.1", "me").mustSucceed();
    assertFalse(PLATFORM.paas("git:auth", "--json").out().contains(PLATFORM.token()));
    PLATFORM.paas("git:sync", url + "#main", "--app", "synced").mustSucceed();
    assertEquals(new Page(200, "one"), page("synced"));
    Repository clone = PLATFORM.repository("synced");
    assertEquals(foreign.head(), clone.remoteHead());

    foreign.withServer("two").commit("two").push().mustSucceed();
    String hook =
        PLATFORM.paas("webhooks:incoming:enable", "-a", "synced", "--json").mustSucceed().out();
    String body = "{\"ref\":\"refs/heads/main\",\"after\":\"" + foreign.head() + "\"}";
    assertEquals(403, deliver(hook, body, "0".repeat(64)).statusCode());
    String signature = signature(member(hook, "secret"), body);
    HttpResponse<String> first = deliver(hook, body, signature);
    assertEquals(202, first.statusCode(), first.body());
    assertTrue(first.body().contains("\"build\""), first.body());
    Await.until("the push is live", () -> page("synced").equals(new Page(200, "two")));
    HttpResponse<String> replayed = deliver(hook, body, signature);
    assertTrue(replayed.body().contains("came before"), replayed.body());
    PLATFORM.paas("webhooks:incoming:disable", "-a", "synced").mustSucceed();
    assertEquals(404, deliver(hook, body, signature).statusCode());
    PLATFORM.paas("git:auth:remove", "127.0.0.1").mustSucceed();
  }

  private static String member(String json, String name) {
    return json.replaceAll("(?s).*\"" + name + "\": *\"([^\"]*)\".*", "$1");
  }

  private static String signature(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse<String> deliver(String hook, String body, String signature)
      throws IOException, InterruptedException {
    URI url =
        URI.create(
            member(hook, "url")
                .replaceFirst("http://[^/]*", "http://127.0.0.1:" + PLATFORM.apiPort));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("X-GitHub-Event", "push")
            .header("X-Hub-Signature-256", "sha256=" + signature)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aPendingBuildIsRunAfterPaasdWasKilled() throws Exception {
    Repository tree =
        PLATFORM
            .repository("interrupted")
            .withServer("after the kill")
            .with(
                "package.json",
                "{\"name\":\"app\",\"version\":\"1.0.0\","
                    + "\"scripts\":{\"build\":\"node slow.js\"}}")
            .with("slow.js", "console.log('taking its time'); setTimeout(() => {}, 8000)");
    Path out = PLATFORM.home.resolve("deploy.out");
    Process deploy = deployInBackground(tree, "interrupted", out);
    Await.until("it builds", () -> text(out).contains("taking its time"));
    PLATFORM.kill9("paasd");
    PLATFORM.awaitApi();
    Await.until(
        "the build was run again",
        () -> page("interrupted").equals(new Page(200, "after the kill")));
    assertEquals(0, deploy.waitFor(), text(out));
    assertEquals(
        1,
        PLATFORM
                .paas("builds", "-a", "interrupted", "--json")
                .out()
                .split("\"succeeded\"", -1)
                .length
            - 1);
  }

  @Test
  void interruptCancelsTheBuildAtOnce() throws Exception {
    String app = "thought-better";
    Repository tree = PLATFORM.repository(app).withSlowBuild("late");
    Path out = PLATFORM.home.resolve("interrupted.out");
    Process deploy = deployInBackground(tree, app, out);
    Await.until("it builds", () -> text(out).contains("taking its time"));
    assertEquals(1, PLATFORM.containers("paas.kind=build", "paas.build").size());
    run(PLATFORM.home, "kill", "-INT", "" + deploy.pid());
    assertTrue(deploy.waitFor(2, TimeUnit.MINUTES), text(out));
    assertEquals(130, deploy.exitValue(), text(out));
    assertEquals(List.of(), PLATFORM.containers("paas.kind=build", "paas.build"));
    assertTrue(text(out).contains("Cancelling the build"), text(out));
    assertTrue(text(out).contains("it was cancelled"), text(out));
    String shown = PLATFORM.paas("builds:info", "-a", app).mustSucceed().out();
    assertTrue(shown.contains("Cancelled"), shown);
  }

  /** A shell that runs the tests in its background would have SIGINT ignored. */
  private static Process deployInBackground(Repository tree, String app, Path out)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "env",
                "--default-signal=INT",
                PLATFORM.cli().toString(),
                "deploy",
                tree.dir.toString(),
                "-a",
                app)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(PLATFORM.env());
    return builder.start();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
