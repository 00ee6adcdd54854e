package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.engine.Engine;

@Tag("contract")
class CnbContractTest {
  private static final Map<String, String> CONFIG = Map.of("MODE", "a \"secret\" mode");

  private static final Engine ENGINE = new Engine(Path.of("/var/run/docker.sock"));
  private static CnbTestImages images;

  private static TestPlatform platform;
  private final AppKey app = TestPlatform.app();

  @BeforeAll
  static void make() throws Exception {
    images = new CnbTestImages(ENGINE);
    platform = new TestPlatform();
  }

  @AfterAll
  static void remove() throws IOException {
    platform.close();
    images.close();
    ENGINE.close();
  }

  private static Tree greeting(String text) {
    return Tree.empty().file("greeting.txt", text + "\n").file("a/b/c.txt", "deep");
  }

  private BuildResult build(AppKey key, Tree tree) {
    return build(key, tree, images.builder);
  }

  private BuildResult build(AppKey key, Tree tree, String builder) {
    var settings =
        new BuildSettings(new BuildSettings.Choice.CloudNative(builder), List.of(), "", "", "", "");
    return platform.build(platform.request(key, tree, settings, CONFIG));
  }

  @Test
  void appIsBuiltAndEachOfItsProcessesCanBeStarted() throws IOException {
    var built = platform.built(build(app, greeting("hello")));
    assertEquals(Map.of("web", "", "worker", "/cnb/process/worker"), built.processes());
    assertEquals(List.of("/cnb/lifecycle/launcher"), built.launcher());
    assertEquals(List.of(new UsedBuildpack("test/greeter", "0.0.2")), built.buildpacks());
    assertEquals("2,048 MB, by the build's container", built.memory());
    assertEquals("worker: hello\n", platform.run(built, "/cnb/process/worker"));
    assertEquals("a b: hello\n", platform.run(built, "greet 'a b'"));
    assertEquals("web: hello\n", platform.runOwnCommand(built));
    assertEquals(0, platform.buildContainers(app));
    var config =
        Objects.requireNonNull(
            platform.engine.client().inspectImageCmd(built.image()).exec().getConfig());
    assertEquals(app.id(), Objects.requireNonNull(config.getLabels()).get("paas.app"));
  }

  @Test
  void buildHasNoPrivilegesAndConfigDoesNotReachTheImage() throws IOException {
    var built = platform.built(build(app, greeting("hello")));
    assertTrue(
        platform.output.contains("user 47201, capabilities 0000000000000000"), platform.shown());
    assertTrue(platform.output.contains("mode [MODE]"), platform.shown());
    assertTrue(platform.output.contains("folders of the app can be written to"));
    assertFalse(platform.shown().contains("there is a Docker socket"), platform.shown());
    assertFalse(platform.inside(built).contains("\"secret\" mode"));
  }

  @Test
  void cachedLayersAreOfOneAppUntilTheyArePurged() {
    String cached = "greet comes from the cache";
    platform.built(build(app, greeting("one")));
    assertFalse(platform.output.contains(cached), platform.shown());
    platform.built(build(app, greeting("two")));
    assertTrue(platform.output.contains(cached), platform.shown());
    platform.built(build(TestPlatform.app(), greeting("one")));
    assertFalse(platform.output.contains(cached), platform.shown());
    platform.builder.purgeCache(app);
    platform.built(build(app, greeting("one")));
    assertFalse(platform.output.contains(cached), platform.shown());
  }

  @Test
  void sameCommitGivesTheSameImage() {
    String first = platform.built(build(app, greeting("hello"))).image();
    assertEquals(first, platform.built(build(app, greeting("hello"))).image());
  }

  @Test
  void projectTomlNamesBuilderBuildpacksFilesAndEnvironment() {
    String project =
        """
        [_]
        schema-version = "0.2"
        [io.buildpacks]
        builder = "%s"
        exclude = ["secret.txt"]
        [[io.buildpacks.group]]
        id = "test/greeter"
        [[io.buildpacks.build.env]]
        name = "MODE"
        value = "quiet"
        """
            .formatted(images.builder);
    Tree tree =
        greeting("hello")
            .file("other.txt", "x")
            .file("secret.txt", "x")
            .file("project.toml", project)
            .file("Procfile", "worker: greet me\nrelease: true\n");
    var built =
        platform.built(
            platform.build(platform.request(app, tree, BuildSettings.AUTOMATIC, Map.of())));
    assertTrue(platform.output.contains("mode quiet"), platform.shown());
    assertFalse(platform.output.contains("secret.txt is there"), platform.shown());
    assertEquals(Map.of("web", "", "worker", "greet me", "release", "true"), built.processes());
  }

  @Test
  void failuresSayTheirPhaseAndWhatToDo() {
    List<String> before = platform.images();
    var undetected = platform.failed(build(app, Tree.empty().file("x", "x")));
    assertEquals("detect", undetected.phase());
    assertTrue(undetected.cause().contains("test/greeter 0.0.2, test/other 1.0.0"));
    var broken = platform.failed(build(app, greeting("fail")));
    assertEquals("build", broken.phase());
    assertTrue(platform.output.contains("cannot greet"), platform.shown());
    String project = "[[io.buildpacks.group]]\nid = \"test/none\"\n";
    var unknown = platform.failed(build(app, greeting("x").file("project.toml", project)));
    assertTrue(unknown.advice().contains("test/greeter 0.0.2"), unknown.toString());
    assertEquals(before, platform.images());
  }

  @Test
  void buildersThatCannotBeUsedAreRefused() {
    String other = platform.built(build(app, greeting("hello"))).image();
    for (String name : List.of(other, other.substring(7, 19), platform.images().getFirst())) {
      var failed = platform.failed(build(app, greeting("x"), name));
      assertTrue(failed.cause().contains("is not the name of a public image"), failed.toString());
    }
    var plain = platform.failed(build(app, greeting("x"), "paas/stack:debian13"));
    assertTrue(plain.cause().contains("no label"), plain.toString());
    var absent = platform.failed(build(app, greeting("x"), "nowhere.invalid/none:1"));
    assertTrue(absent.advice().contains("docker pull"), absent.toString());
    Tree unnamed = greeting("x").file("project.toml", "[_]\nschema-version = \"0.2\"\n");
    var failed = platform.failed(platform.build(app, unnamed));
    assertTrue(failed.cause().contains("Nothing names a builder image"), failed.toString());
  }

  @Test
  void cancelEndsTheLifecycleAtOnce() throws Exception {
    var settings =
        new BuildSettings(
            new BuildSettings.Choice.CloudNative(images.builder), List.of(), "", "", "", "");
    var request = platform.request(app, greeting("hang"), settings, Map.of());
    var result =
        platform.builder.build(
            request,
            line -> {
              if (line.equals("hanging")) {
                Thread.ofVirtual().start(() -> platform.builder.cancel(request.buildId()));
              }
            });
    assertTrue(result instanceof BuildResult.Cancelled, result.toString());
    assertEquals(0, platform.buildContainers(app));
  }
}
