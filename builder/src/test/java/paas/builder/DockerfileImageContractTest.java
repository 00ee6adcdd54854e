package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a Dockerfile's image is given, what it keeps, and what it says of itself. */
@Tag("contract")
class DockerfileImageContractTest {
  private static final String BASE = "FROM paas/stack:debian13";
  private static final String TOKEN = "t0ps3cret-\"quoted\" $value";

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

  /** Another platform, another image: steps after it are not in BuildKit's cache. */
  private String from() {
    return BASE + "\n" + fresh();
  }

  private String fresh() {
    return "ENV TEST=" + platform.id + "\n";
  }

  private BuildResult build(String dockerfile, Map<String, String> config) {
    Tree tree = Tree.empty().file("Dockerfile", dockerfile);
    return platform.build(platform.request(app, tree, BuildSettings.AUTOMATIC, config));
  }

  @Test
  void declaredArgumentsGetConfigVarsAndOthersDoNot() throws IOException {
    var built =
        platform.built(
            build(
                from()
                    + "ARG MODE=none\nARG SOURCE_VERSION\nARG OWN=own\n"
                    + "RUN echo $MODE $SOURCE_VERSION $OWN; env | grep -c UNDECLARED; true\n",
                Map.of("MODE", "fast", "UNDECLARED", "undeclared-value")));
    assertTrue(
        platform.output.contains("       fast " + "0".repeat(40) + " own"), platform.shown());
    assertTrue(platform.output.contains("       0"), platform.shown());
    assertTrue(platform.shown().contains("Its ARGs get values: MODE, SOURCE_VERSION"));
    assertFalse(platform.inside(built).contains("undeclared-value"));
  }

  @Test
  void valuesOfArgumentsAreInNeitherHistoryNorOutput() throws IOException {
    var built =
        platform.built(
            build(
                from() + "ARG TOKEN\nARG N\nRUN echo \"got $TOKEN\"; touch /app/x\nRUN true\n",
                Map.of("TOKEN", TOKEN, "N", "7")));
    assertFalse(platform.inside(built).contains("t0ps3cret"), platform.inside(built));
    assertFalse(platform.inside(built).contains("N=7"), platform.inside(built));
    assertTrue(platform.output.contains("       got [TOKEN]"), platform.shown());
    assertEquals(1, platform.images().size());
  }

  @Test
  void failedStepIsNamedWithoutTheValuesOfItsArguments() {
    var failed =
        platform.failed(
            build(
                from() + "ARG TOKEN\nRUN echo $TOKEN; exit 3\n",
                Map.of("TOKEN", "t0ps3cret-value")));
    assertTrue(failed.cause().contains("failed with exit code 3"), failed.toString());
    assertFalse(failed.toString().contains("t0ps3cret"), failed.toString());
  }

  @Test
  void argumentCannotNameTheImageOfAnotherApp() {
    platform.built(build(from() + "RUN true\n", Map.of()));
    String other = platform.images().getFirst();
    var failed = platform.failed(build("ARG BASE=debian\nFROM $BASE\n", Map.of("BASE", other)));
    assertTrue(failed.cause().contains("an image of an app"), failed.toString());
  }

  @Test
  void idsOfImagesNameNothing() {
    String id = platform.built(build(from() + "RUN true\n", Map.of())).image().substring(7);
    for (String name : List.of(id, id.substring(0, 12), id.substring(0, 8), "x@sha256:" + id)) {
      platform.failed(build("FROM " + name + "\nRUN echo reached\n", Map.of()));
      assertFalse(platform.output.contains("       reached"), platform.shown());
    }
  }

  @Test
  void healthcheckIsNotedAndLeftOutOfTheImage() {
    var built =
        platform.built(
            build(
                from()
                    + "EXPOSE 8080 53/udp\nHEALTHCHECK --interval=5s --retries=2 CMD curl -f localhost\n"
                    + "CMD [\"x\"]\n",
                Map.of()));
    var check = built.facts().healthCheck().orElseThrow();
    assertEquals(List.of("CMD-SHELL", "curl -f localhost"), check.test());
    assertEquals(Duration.ofSeconds(5), check.interval());
    assertEquals(2, check.retries());
    assertEquals(List.of("53/udp", "8080/tcp"), built.facts().exposed());
    assertTrue(platform.shown().contains("EXPOSE 53/udp 8080/tcp"), platform.shown());
    var config =
        Objects.requireNonNull(
            platform.engine.client().inspectImageCmd(built.image()).exec().getConfig());
    assertNull(config.getHealthcheck());
    assertEquals(2, Objects.requireNonNull(config.getExposedPorts()).length);
  }

  @Test
  void procfileComesOnTopOfEntrypointAndCommand() throws IOException {
    Tree tree =
        Tree.empty()
            .file("Dockerfile", from() + "ENTRYPOINT [\"echo\", \"own\"]\nCMD [\"arguments\"]\n")
            .file("Procfile", "worker: echo $0 from the Procfile\n");
    var built = platform.built(platform.build(app, tree));
    assertEquals(Map.of("web", "", "worker", "echo $0 from the Procfile"), built.processes());
    assertEquals("own arguments\n", platform.runOwnCommand(built));
    assertEquals("/bin/sh from the Procfile\n", platform.run(built, "echo $0 from the Procfile"));
    assertTrue(platform.shown().contains("without the image's ENTRYPOINT"), platform.shown());
  }

  @Test
  void sameCommitGivesTheSameImage() {
    String text = from() + "RUN date +%N > /tmp/x\nCMD [\"x\"]\n";
    String first = platform.built(build(text, Map.of())).image();
    assertEquals(first, platform.built(build(text, Map.of())).image());
    assertTrue(platform.shown().contains("RUN date +%N > /tmp/x (cached)"), platform.shown());
    assertEquals(1, platform.images().size());
  }

  @Test
  void grammarThatTheEngineLacksIsExplained() {
    var heredoc =
        platform.build(
            platform.request(
                app,
                Tree.empty().file("Dockerfile", from() + "RUN <<EOF\necho here\nEOF\n"),
                BuildSettings.AUTOMATIC,
                Map.of()));
    // Engines from 23.0 on read it.
    if (heredoc instanceof BuildResult.Failed failed) {
      assertTrue(failed.cause().contains("does not know here-documents, as in line 3"));
    } else {
      assertTrue(platform.output.contains("       here"), platform.shown());
    }
    var flag = platform.failed(build(from() + "COPY --nosuch=1 . /app\n", Map.of()));
    assertTrue(flag.cause().contains("does not know the flag --nosuch"), flag.toString());
  }

  @Test
  void stepsOfParallelStagesAreToldApart() {
    String loop = "RUN for i in 1 2 3 4; do echo %s$i; sleep 0.2; done\n";
    platform.built(
        build(
            BASE
                + " AS one\n"
                + fresh()
                + loop.formatted("a")
                + "RUN touch /tmp/1\n"
                + BASE
                + " AS two\n"
                + fresh()
                + loop.formatted("b")
                + "RUN touch /tmp/2\n"
                + from()
                + "COPY --from=one /tmp/1 /tmp/\nCOPY --from=two /tmp/2 /tmp/\n",
            Map.of()));
    assertTrue(
        platform.output.contains("       [one 2/3] a4")
            || platform.output.contains("       [two 2/3] b4"),
        platform.shown());
    assertTrue(
        platform.output.stream()
            .anyMatch(line -> line.matches(".*\\(0\\.[89] s\\)|.*\\([1-9].* s\\)")),
        platform.shown());
  }
}
