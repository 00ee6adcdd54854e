package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The builds share an app, so that PHP is fetched once. */
@Tag("contract")
class PhpBuildpackTest {
  private static final AppKey APP = TestPlatform.app();
  private static final String CURL =
      "curl -s --retry 20 --retry-delay 1 --retry-connrefused localhost:5000";

  private static TestPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterAll
  static void stop() throws IOException {
    platform.close();
  }

  @Test
  void sampleServesAndUnchangedGivesTheSameDigest() throws IOException {
    var built = platform.built(APP, Tree.example("php"));
    assertEquals(Map.of("web", ".php/bin/start"), built.processes());
    String answer = platform.run(built, ".php/bin/start & " + CURL + "/any/path -i");
    assertTrue(answer.contains("Hello from PHP"), answer);
    assertFalse(answer.toLowerCase().contains("x-powered-by"), answer);
    var again = platform.built(APP, Tree.example("php"));
    assertTrue(platform.shown().contains("composer.lock unchanged"), platform.shown());
    assertEquals(built.image(), again.image());
  }

  @Test
  void packageOfTheRepositoryFollowsItWhileTheLockFileStays() throws IOException {
    platform.built(APP, Tree.example("php"));
    String changed = "<?php namespace Example; class Greeting { const MADE = 'anew'; }";
    Tree tree = Tree.example("php").file("packages/greeting/src/Greeting.php", changed);
    var built = platform.built(APP, tree);
    assertTrue(platform.shown().contains("composer.lock unchanged"), platform.shown());
    String run = "php -r 'require \"vendor/autoload.php\"; echo Example\\Greeting::MADE;'";
    assertEquals("anew", platform.run(built, run));
  }

  @Test
  void repositoryAsTheDocumentRootHidesWhatIsNotForVisitors() throws IOException {
    Tree tree =
        Tree.empty()
            .file("index.php", "<?php echo 'root of ', $_SERVER['REMOTE_ADDR'];")
            .file(".env", "SECRET=1")
            .file("vendor/secret.txt", "x")
            .file("style.css", "body {}");
    var built = platform.built(APP, tree);
    String codes =
        platform.run(
            built,
            ".php/bin/start 2>&1 & "
                + CURL
                + "/ -H 'X-Forwarded-For: 203.0.113.7'; for path in style.css .env vendor/secret.txt .php/nginx.conf; do "
                + CURL
                + "/$path -o /dev/null -w ' %{http_code}'; done");
    assertTrue(codes.contains("root of 203.0.113.7 200 404 404 404"), codes);
  }

  @Test
  void endOfTheServerWaitsForItsRequestsAndEndOfAPartEndsAll() throws IOException {
    String slow = "<?php touch('/tmp/begun'); sleep(2); error_log('noted'); echo 'whole';";
    Tree tree = Tree.empty().file("index.php", slow);
    var built = platform.built(APP, tree);
    String stopped =
        platform.run(
            built,
            ".php/bin/start & server=$!; "
                + CURL
                + " -o /tmp/answer & request=$!; until [ -e /tmp/begun ]; do sleep 0.1; done;"
                + " kill -TERM $server; wait $request; wait $server; code=$?;"
                + " cat /tmp/answer; echo \" code $code\"");
    assertTrue(stopped.contains("noted"), stopped);
    assertTrue(stopped.contains("whole code 0"), stopped);
    String broken =
        platform.run(
            built,
            ".php/bin/start & server=$!; "
                + CURL
                + " -o /dev/null; pkill -o -KILL php-fpm; wait $server; echo \"code $?\"");
    assertTrue(broken.contains("php-fpm ended with 137"), broken);
    assertTrue(broken.contains("code 70"), broken);
  }

  @ParameterizedTest
  @MethodSource("wrongApps")
  void whatIsWrongIsSaidWithItsRemedy(String said, UnaryOperator<Tree> change) {
    var failed = platform.failed(platform.build(APP, change.apply(Tree.example("php"))));
    assertEquals("build", failed.phase());
    assertTrue(platform.shown().contains(said), platform.shown());
  }

  static Stream<Arguments> wrongApps() {
    return Stream.of(
        wrong("Run composer update, commit composer.lock", tree -> tree.without("composer.lock")),
        wrong(
            "composer.lock is out of date with composer.json",
            tree -> tree.file("composer.json", "{\"require\":{\"monolog/monolog\":\"^3\"}}")),
        wrong(
            "This app asks for another PHP",
            tree ->
                tree.without("composer.lock")
                    .file("composer.json", "{\"require\":{\"php\":\"^7.4\"}}")),
        wrong(
            "requires ext-swoole: Debian 13 has none",
            tree -> tree.file("composer.json", "{\"require\":{\"ext-swoole\":\"*\"}}")));
  }

  private static Arguments wrong(String said, UnaryOperator<Tree> change) {
    return Arguments.of(said, change);
  }
}
