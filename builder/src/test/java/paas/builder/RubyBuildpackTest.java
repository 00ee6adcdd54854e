package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** The builds share an app, so that Ruby is fetched once. */
@Tag("contract")
class RubyBuildpackTest {
  private static final AppKey APP = TestPlatform.app();

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
  void sampleServesFromItsOwnRubyAndUnchangedGivesTheSameDigest() throws IOException {
    var built = platform.built(APP, Tree.example("ruby"));
    assertEquals("bundle exec rackup -o 0.0.0.0 -p $PORT config.ru", built.processes().get("web"));
    String answer =
        platform.run(
            built,
            built.processes().get("web")
                + " & curl -s --retry 20 --retry-delay 1 --retry-connrefused localhost:5000; command -v ruby");
    assertTrue(answer.contains("Hello from Rack"), answer);
    assertTrue(answer.contains("/app/.rb/bin/ruby"), answer);
    var again = platform.built(APP, Tree.example("ruby"));
    assertTrue(platform.shown().contains("Gems unchanged"), platform.shown());
    assertEquals(built.image(), again.image());
  }

  @Test
  void nativeExtensionIsCompiledAndLoads() throws IOException {
    Tree tree =
        Tree.empty()
            .file("Gemfile", "source 'https://rubygems.org'\ngem 'twice'\n")
            .file("Gemfile.lock", lock("    twice (1.0)\n", "  ruby\n", "  twice\n"))
            .file("vendor/cache/twice-1.0.gem", GemFile.twice());
    var built = platform.built(APP, tree);
    assertTrue(platform.shown().contains("with native extensions"), platform.shown());
    assertEquals(
        "42\n", platform.run(built, "bundle exec ruby -e 'require \"twice\"; p twice(21)'"));
    assertEquals("", platform.run(built, "find vendor -name '*.o' -o -name '*.gem'"));
  }

  @ParameterizedTest
  @MethodSource("wrongApps")
  void whatIsWrongIsSaidWithItsRemedy(String said, UnaryOperator<Tree> change) {
    var failed = platform.failed(platform.build(APP, change.apply(Tree.example("ruby"))));
    assertEquals("build", failed.phase());
    assertTrue(platform.shown().contains(said), platform.shown());
  }

  static Stream<Arguments> wrongApps() {
    String locked =
        "    rack (3.1.20)\n    rackup (2.1.0)\n      rack (>= 3)\n      webrick (~> 1.8)\n    webrick (1.9.1)\n";
    return Stream.of(
        wrong("Run bundle install, commit Gemfile.lock", tree -> tree.without("Gemfile.lock")),
        wrong(
            "Gemfile.lock is out of date with the Gemfile",
            tree -> tree.file("Gemfile", "source 'https://rubygems.org'\ngem 'sinatra'\n")),
        wrong(
            "bundle lock --add-platform",
            tree -> tree.file("Gemfile.lock", lock(locked, "  x64-mingw32\n", "  rackup\n"))),
        wrong(
            "The Gemfile asks for Ruby 3.2.2; this stack has Ruby 3.3.",
            tree -> tree.file("Gemfile", "ruby '3.2.2'\n")),
        wrong(
            "vendor/cache does not hold all gems",
            tree ->
                tree.file("Gemfile", "source 'https://rubygems.org'\ngem 'rackup'\n")
                    .file(
                        "Gemfile.lock",
                        lock(locked.replace("1.20", "1.21"), "  ruby\n", "  rackup\n"))));
  }

  private static Arguments wrong(String said, UnaryOperator<Tree> change) {
    return Arguments.of(said, change);
  }

  @Test
  void silentGemHostIsNamedWithTheWaysAroundIt() {
    Tree tree =
        Tree.empty()
            .file("Gemfile", "source 'https://rubygems.org'\ngem 'rack'\n")
            .file("Gemfile.lock", lock("    rack (3.1.20)\n", "  ruby\n", "  rack\n"));
    var nobodyThere = Map.of("RUBYGEMS_MIRROR", "http://127.0.0.1:9");
    platform.failed(
        platform.build(platform.request(APP, tree, nobodyThere, BuildLimits.defaults())));
    assertTrue(platform.shown().contains("127.0.0.1"), platform.shown());
    assertTrue(platform.shown().contains("The gem host did not answer"), platform.shown());
    assertTrue(platform.shown().contains("bundle cache"), platform.shown());
  }

  private static String lock(String specs, String platforms, String dependencies) {
    return "GEM\n  remote: https://rubygems.org/\n  specs:\n"
        + specs
        + "\nPLATFORMS\n"
        + platforms
        + "\nDEPENDENCIES\n"
        + dependencies
        + "\nBUNDLED WITH\n   2.5.22\n";
  }
}
