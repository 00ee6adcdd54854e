package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class DockerfileSettingsContractTest {
  private static final String FROM = "FROM paas/stack:debian13\n";

  private TestPlatform platform;
  private final AppKey app = TestPlatform.app();

  @BeforeEach
  void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
  }

  private BuildResult build(Tree tree, String directory, String dockerfile, String target) {
    var settings =
        new BuildSettings(
            new BuildSettings.Choice.Automatic(), List.of(), directory, dockerfile, target, "");
    return platform.build(platform.request(app, tree, settings, Map.of()));
  }

  @Test
  void buildDirectoryIsTheContextAndItsDockerfileMayHaveAnotherName() throws IOException {
    Tree tree =
        Tree.empty()
            .file("Dockerfile", "FROM nowhere.invalid/none\n")
            .file("outside", "x")
            .file("services/api/docker/prod", FROM + "COPY . /app\nCMD [\"x\"]\n")
            .file("services/api/docker/prod.dockerignore", "secret\n")
            .file("services/api/.dockerignore", "main\n")
            .file("services/api/secret", "x")
            .file("services/api/main", "x");
    var built = platform.built(build(tree, "services/api", "docker/prod", ""));
    assertEquals(
        "/app/.dockerignore\n/app/docker/prod\n/app/docker/prod.dockerignore\n/app/main\n",
        platform.run(built, "find /app -type f | sort"));
  }

  @Test
  void targetIsBuiltAndNothingThatItDoesNotNeed() throws IOException {
    Tree tree =
        Tree.empty()
            .file(
                "Dockerfile",
                FROM.strip()
                    + " AS base\nRUN echo base > /tmp/which\n"
                    + "FROM base AS Web\nRUN echo web > /tmp/which\n"
                    + "FROM base AS broken\nRUN exit 3\n");
    var built = platform.built(build(tree, "", "", "web"));
    assertEquals("web\n", platform.run(built, "cat /tmp/which"));
  }

  @Test
  void unknownTargetListsTheStages() {
    Tree tree = Tree.empty().file("Dockerfile", FROM.strip() + " AS base\nFROM base AS web\n");
    var failed = platform.failed(build(tree, "", "", "wbe"));
    assertTrue(failed.cause().contains("no stage 'wbe'"), failed.toString());
    assertTrue(failed.advice().contains("base, web"), failed.toString());
  }

  @Test
  void pathsAndLinksThatLeaveTheSourceAreRefused() {
    Tree tree = Tree.empty().link("Dockerfile", "/etc/passwd").link("up", "../..").file("x", FROM);
    for (String path : List.of("../..", "/etc/passwd", "a/../../x", "up/x", "Dockerfile", "none")) {
      var failed = platform.failed(build(tree, "", path, ""));
      assertTrue(List.of("settings", "source").contains(failed.phase()), failed.toString());
      assertFalse(platform.shown().contains("root:"), platform.shown());
    }
    platform.failed(build(tree, "up", "", ""));
  }

  @Test
  void thatHerokuYmlIsNotReadIsSaid() {
    Tree tree =
        Tree.empty()
            .file("heroku.yml", "build:\n  docker:\n    web: docker/prod\n")
            .file("docker/prod", FROM + "CMD [\"x\"]\n");
    platform.failed(build(tree, "", "", ""));
    String shown = platform.shown();
    assertTrue(shown.contains(" !     heroku.yml is not read."), shown);
    assertTrue(shown.contains("paas builds:set dockerfile="), shown);
  }
}
