package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.builder.fault.BuildFault;

@Tag("contract")
class SourceReviewContractTest {
  private static final String VALUE = "a-Value-That-Nobody-Prints";

  private TestPlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
  }

  @Test
  void theReviewSeesFilesAndLinksOfTheDirectoryAndMayRefuse() {
    Map<String, String> seen = new TreeMap<>();
    var directory =
        new BuildSettings(new BuildSettings.Choice.Automatic(), List.of(), "shop", "", "", "");
    var failed =
        platform.failed(
            platform.build(
                request(
                    Tree.empty()
                        .file("app.json", "outside")
                        .file("shop/app.json", "{}")
                        .link("shop/link", "app.json"),
                    directory,
                    (request, files, say) -> {
                      files.forEach((entry, content) ->
                          seen.put(
                              entry.path() + (entry.link() ? " link" : ""),
                              new String(content.readAllBytes(), StandardCharsets.UTF_8)));
                      say.accept("-----> Looked");
                      throw new BuildFault("app.json", "It is empty.", "Fill it.");
                    })));

    assertEquals(new BuildResult.Failed("app.json", "It is empty.", "Fill it."), failed);
    assertEquals(Map.of("app.json", "{}", "link link", ""), seen);
    assertEquals(List.of("-----> Looked"), platform.output);
    assertEquals(0, platform.buildContainers());
  }

  @Test
  void theReviewAddsConfigThatReachesTheBuildAndNoOutput() {
    Tree tree =
        Tree.empty()
            .file("package.json", "{\"scripts\":{\"build\":\"echo built with $ADDED\"}}")
            .file("server.js", "");

    platform.built(
        platform.build(
            request(
                tree,
                BuildSettings.AUTOMATIC,
                (request, files, say) ->
                    request.with(request.settings(), Map.of("ADDED", VALUE)))));

    assertTrue(!platform.shown().contains(VALUE), platform.shown());
    assertTrue(platform.shown().contains("built with [ADDED]"), platform.shown());
  }

  private static BuildRequest request(Tree tree, BuildSettings settings, SourceReview review) {
    return new BuildRequest(
        "0".repeat(32),
        TestPlatform.app(),
        tree,
        settings,
        Map.of(),
        "0".repeat(40),
        BuildLimits.defaults(),
        review);
  }
}
