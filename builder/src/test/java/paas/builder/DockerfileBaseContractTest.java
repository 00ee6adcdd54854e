package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.builder.output.BuildLines;
import paas.builder.output.Redactor;

/** Images that Dockerfiles start from, pulled from a registry on loopback. */
@Tag("contract")
class DockerfileBaseContractTest {
  private final AppKey app = TestPlatform.app();
  private TestPlatform platform;

  /** Its owner allows registries on 127.0.0.1. */
  @BeforeEach
  void start() throws IOException {
    platform =
        new TestPlatform(TestPlatform.buildpacks(), BuildEnvironment.NONE, InstantSource.system());
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
  }

  @Test
  void imageOfAnAllowedRegistryIsBuiltOnAndItsNameIsGoneAfterwards() throws IOException {
    try (var registry = new TestRegistry(architecture(), "[\"ENV FROM_BASE=yes\"]")) {
      var built = platform.built(app, from(registry.image()));
      assertEquals(2, platform.layers(built).size());
      var image = platform.engine.client().inspectImageCmd(built.image()).exec();
      var environment = Objects.requireNonNull(image.getConfig()).getEnv();
      assertTrue(List.of(environment).contains("FROM_BASE=yes"), "ONBUILD still works");
      assertGone(registry.image());
    }
  }

  @Test
  void onbuildThatFetchesIsRefusedBeforeTheEngineDoes() throws IOException {
    try (var secret = new TestRegistry(architecture(), "null");
        var registry = new TestRegistry(architecture(), "[\"ADD " + secret.secret() + " /x\"]")) {
      var failed = platform.failed(platform.build(app, from(registry.image())));
      assertTrue(failed.cause().contains(registry.image()), failed.cause());
      assertTrue(failed.cause().contains("ONBUILD"), failed.cause());
      assertEquals(List.of(), secret.asked);
      assertGone(registry.image());
    }
  }

  @Test
  void registryOnTheServersOwnNetworkIsNotEvenAsked() throws IOException {
    try (var registry = new TestRegistry(architecture(), "null");
        var strict = new TestPlatform()) {
      for (String text :
          List.of(
              "FROM " + registry.image(),
              "FROM scratch\nCOPY --from=" + registry.image() + " / /",
              "FROM paas/stack:debian13\nRUN --mount=from="
                  + registry.image()
                  + ",target=/x true")) {
        var failed =
            strict.failed(
                strict.build(app, Tree.empty().file("Dockerfile", text + "\nCMD [\"x\"]\n")));
        assertTrue(failed.cause().contains("is not a public address"), failed.cause());
      }
      assertEquals(List.of(), registry.asked);
    }
  }

  @Test
  void imageForAnotherMachineIsRefused() throws IOException {
    try (var registry = new TestRegistry("s390x", "null")) {
      var failed = platform.failed(platform.build(app, from(registry.image())));
      assertTrue(failed.cause().contains("linux/s390x"), failed.cause());
      assertFalse(platform.shown().contains("[1/2]"), platform.shown());
    }
    try (var registry = new TestRegistry(architecture(), "null")) {
      Tree tree = from("--platform=linux/s390x " + registry.image());
      var failed = platform.failed(platform.build(app, tree));
      assertTrue(failed.cause().contains("linux/s390x"), failed.cause());
    }
  }

  @Test
  void imageThatAKillLeftLosesItsNameAtTheNextStart() throws Exception {
    try (var registry = new TestRegistry(architecture(), "null")) {
      var name = ImageName.of(registry.image());
      var pulled = new PulledImages(platform.engine, platform.tmp.resolve("pulled-images"));
      pulled.need(name);
      var request = platform.request(app, from(registry.image()), Map.of(), limits());
      pulled.pull(name, new BuildRun(request, lines(), new BuildStop(), platform.tmp));
      platform.engine.client().inspectImageCmd(registry.image()).exec();
      platform.builder.removeLeftovers();
      assertGone(registry.image());
    }
  }

  private void assertGone(String image) {
    assertThrows(
        NotFoundException.class, () -> platform.engine.client().inspectImageCmd(image).exec());
  }

  private static BuildLimits limits() {
    return BuildLimits.defaults();
  }

  private static BuildLines lines() {
    var redactor = new Redactor(Map.of());
    return new BuildLines(_ -> {}, redactor, 1 << 20);
  }

  private static Tree from(String image) {
    return Tree.empty()
        .file("Dockerfile", "FROM " + image + "\nCOPY own.txt /\nCMD [\"x\"]\n")
        .file("own.txt", "own");
  }

  private String architecture() {
    return platform.engine.client().versionCmd().exec().getArch();
  }
}
