package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

class DeployTest {
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @BeforeEach
  void offer() throws IOException {
    Files.writeString(home.resolve("Procfile"), "web: x\n");
    String blob =
        "{\"source_blob\":{\"put_url\":\"%s/put\",\"get_url\":\"%s/get\"}}"
            .formatted(platform.url(), platform.url());
    String build =
        "{\"id\":\"b1\",\"status\":\"pending\",\"output_stream_url\":\"%s/out\"}"
            .formatted(platform.url());
    platform
        .on("GET /apps/shop", "{\"name\":\"shop\"}")
        .on("POST /sources", blob)
        .on("PUT /put", "{}")
        .on("POST /apps/shop/builds", new Answer(201, Map.of(), build))
        .on("POST /apps/shop/image-builds", new Answer(201, Map.of(), build))
        .on("GET /out", "-----> Building\n       Released v3\n")
        .on(
            "GET /apps/shop/builds/b1",
            "{\"id\":\"b1\",\"status\":\"succeeded\",\"release\":{\"version\":3}}")
        .on("GET /apps/shop/releases/3", "{\"version\":3,\"status\":\"succeeded\"}");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result deploy(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "deploy";
    all[1] = "--app";
    all[2] = "shop";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return new Cli(home).platform(platform).input("an image").run(all);
  }

  private String sent(String route) {
    return platform.seen().stream()
        .filter(seen -> (seen.method() + " " + seen.path()).equals(route))
        .map(FakePlatform.Seen::body)
        .findFirst()
        .orElseThrow(() -> new AssertionError(platform.log()));
  }

  @Test
  void aDirectoryIsUploadedBuiltAndFollowed() {
    Cli.Result result = deploy();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("Released v3"), result.out());
    assertTrue(sent("PUT /put").length() > 20);
    assertEquals(
        "{\"source_blob\":{\"url\":\"" + platform.url() + "/get\"}}",
        sent("POST /apps/shop/builds"));
    assertFalse(platform.log().toString().contains("POST /apps {"), platform.log().toString());
  }

  @Test
  void theUploadGoesWithoutTheToken() {
    deploy();
    platform.seen().stream()
        .filter(seen -> seen.method().equals("PUT"))
        .forEach(seen -> assertFalse(seen.headers().containsKey("Authorization")));
  }

  @Test
  void anAppThatIsNotThereIsMade() {
    platform.only(
        "GET /apps/shop", new Answer(404, Map.of(), "{\"id\":\"not_found\",\"resource\":\"app\"}"));
    platform.on("POST /apps", new Answer(201, Map.of(), "{\"name\":\"shop\"}"));
    Cli.Result result = deploy();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("Created"), result.err());
    assertEquals("{\"name\":\"shop\"}", sent("POST /apps"));
  }

  @Test
  void anArchiveIsSentAsItIs() throws IOException {
    Files.writeString(home.resolve("a.tar"), "tar bytes");
    assertEquals(0, deploy("a.tar").exit());
    assertEquals("tar bytes", sent("PUT /put"));
  }

  @Test
  void anImageIsReadFromStandardInputOrNamed() {
    assertEquals(0, deploy("--image", "-", "--procfile", "Procfile").exit());
    assertEquals("an image", sent("PUT /put"));
    assertTrue(sent("POST /apps/shop/image-builds").contains("\"procfile\":\"web: x\\n\""));
  }

  @Test
  void aNamedImageIsNotUploaded() {
    assertEquals(0, deploy("--image", "shop:1").exit());
    assertEquals("{\"image\":\"shop:1\"}", sent("POST /apps/shop/image-builds"));
    assertFalse(platform.log().toString().contains("PUT"), platform.log().toString());
  }

  @Test
  void aFailedBuildAndAFailedReleaseAreToldByTheExitCode() {
    platform.only(
        "GET /apps/shop/builds/b1", Answer.ok("{\"status\":\"failed\",\"failure\":\"no\"}"));
    assertEquals(1, deploy().exit());
    platform.only(
        "GET /apps/shop/builds/b1",
        Answer.ok("{\"status\":\"succeeded\",\"release\":{\"version\":3}}"));
    platform.only("GET /apps/shop/releases/3", Answer.ok("{\"version\":3,\"status\":\"failed\"}"));
    assertEquals(1, deploy().exit());
  }

  @Test
  void aBuildIsWaitedForWhereItsOutputBreaksOff() {
    platform.only("GET /out", new Answer(503, Map.of(), "{\"id\":\"service_unavailable\"}"));
    platform.only("GET /apps/shop/builds/b1", Answer.ok("{\"status\":\"pending\"}"));
    platform.on(
        "GET /apps/shop/builds/b1", "{\"status\":\"succeeded\",\"release\":{\"version\":3}}");
    assertEquals(0, deploy().exit());
  }

  @Test
  void wordsThatDoNotGoTogetherAreAUsageError() {
    assertEquals(2, deploy(".", "--image", "-").exit());
    assertEquals(2, deploy("--procfile", "Procfile").exit());
    assertEquals(5, deploy("nowhere").exit());
    assertEquals(
        List.of(), platform.seen().stream().filter(s -> s.method().equals("PUT")).toList());
  }
}
