package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("contract")
class NodejsBuildpackTest {
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
  void pnpmIsTheOneThatPackageManagerNames() throws IOException {
    var built = platform.built(app, Tree.example("node-pnpm"));
    assertEquals(Map.of("web", "pnpm start"), built.processes());
    assertEquals("10.34.9\n", platform.run(built, "pnpm --version"));
    var again = platform.built(app, Tree.example("node-pnpm"));
    shows("Dependencies unchanged: using the cache");
    assertEquals(built.image(), again.image());
  }

  @Test
  void unchangedDependenciesAreThoseOfTheLastImageOrOfTheCache() throws IOException {
    var built = platform.built(app, Tree.example("node"));
    var again = platform.built(app, Tree.example("node"));
    shows("Dependencies unchanged: using the cache");
    assertEquals(built.image(), again.image());
    // What a restart forgets, too, and with it which layers there are.
    try (Builder other =
        new Builder(platform.engine, platform.settings(1, 1L << 20), InstantSource.system())) {
      Tree changed = Tree.example("node").file("new", "x");
      var third =
          platform.built(
              other.build(
                  platform.request(app, changed, Map.of(), BuildLimits.defaults()),
                  platform.output::add));
      assertTrue(platform.run(third, "ls node_modules").contains("express"), platform.shown());
      platform.builder.purgeCache(app);
      assertEquals(built.image(), platform.built(app, Tree.example("node")).image());
    }
  }

  @Test
  void laterBuildpackChangesItsOwnCopyOfRestoredDependencies() throws IOException {
    Tree tree =
        Tree.example("node")
            .file("pack/bin/detect", "#!/bin/sh\necho Own\n")
            .file("pack/bin/compile", "#!/bin/sh\necho own >$1/node_modules/express/index.js\n");
    var built = platform.built(platform.build(app, tree, List.of("nodejs")));
    var own = platform.built(platform.build(app, tree, List.of("nodejs", "./pack")));
    shows("Dependencies unchanged: using the cache");
    assertEquals("own\n", platform.run(own, "cat node_modules/express/index.js"));
    var again = platform.built(platform.build(app, tree, List.of("nodejs")));
    assertEquals(built.image(), again.image());
  }

  @Test
  void yarnBuildsWithDevelopmentDependenciesAndLeavesThemOut() throws IOException {
    var built = platform.built(app, Tree.example("node-yarn"));
    assertEquals(Map.of("web", "yarn start"), built.processes());
    assertEquals("4.18.1\n", platform.run(built, "yarn --version"));
    String files = platform.run(built, "ls dist node_modules");
    assertTrue(files.contains("server.js"), files);
    assertTrue(files.contains("polka"), files);
    assertFalse(files.contains("sucrase"), files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"YARN_PRODUCTION", "NPM_CONFIG_PRODUCTION"})
  void developmentDependenciesStayWhereASwitchSaysSo(String key) throws IOException {
    var built = built(Tree.example("node-yarn"), Map.of(key, "false"));
    assertTrue(platform.run(built, "ls node_modules").contains("sucrase"), platform.shown());
  }

  @Test
  void classicYarnInstallsWithoutALockFileAndWarns() throws IOException {
    Tree tree =
        node(
            """
            {"packageManager": "yarn@1.22.22", "dependencies": {"left-pad": "1.3.0"},
             "devDependencies": {"is-odd": "3.0.1"}, "scripts": {"start": "node server.js"}}
            """);
    var built = platform.built(app, tree);
    shows("There is no lock file");
    assertEquals("1.22.22\n", platform.run(built, "yarn --version"));
    assertEquals("left-pad\n", platform.run(built, "ls node_modules"));
  }

  @ParameterizedTest
  @CsvSource({"node-pnpm,pnpm-lock.yaml", "node-yarn,yarn.lock"})
  void lockFileOutOfDateSaysWhatToRun(String example, String lock) {
    Tree tree = Tree.example(example);
    String manager = example.equals("node-pnpm") ? "pnpm@10.34.9" : "yarn@4.18.1";
    tree.file(
        "package.json",
        "{\"packageManager\":\"%s\",\"dependencies\":{\"left-pad\":\"1.3.0\"}}".formatted(manager));
    platform.failed(platform.build(app, tree));
    shows(lock + " is out of date with package.json.");
  }

  @Test
  void twoLockFilesAreRefusedByName() {
    Tree tree = node("{}").file("yarn.lock", "").file("package-lock.json", "{}");
    platform.failed(platform.build(app, tree));
    shows("lock files of 2 package managers: package-lock.json yarn.lock");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"packageManager\":\"pnpm@10.34.9\"}|the lock file is that of yarn: yarn.lock",
        "{\"packageManager\":\"yarn@1.22.22\"}|yarn.lock is of yarn 2 or newer",
        "{\"packageManager\":\"cnpm@1.0.0\"}|the lock file is that of yarn",
        "{\"engines\":{\"node\":\"the newest one\"}}|is not a version or range of versions",
        "{\"engines\":{\"node\":\"22.x\"}|package.json is not valid JSON"
      })
  void contradictionsAreRefusedBeforeAnythingIsFetched(String json, String message) {
    Tree tree = node(json).file("yarn.lock", "__metadata:\n  version: 8\n");
    platform.failed(platform.build(app, tree));
    shows(message);
    assertFalse(platform.shown().contains("Fetch"), platform.shown());
  }

  @Test
  void sumOfPackageManagerIsCheckedAsCorepackDoes() {
    String json =
        "{\"packageManager\":\"yarn@1.22.22+sha512.%s\",\"dependencies\":{\"left-pad\":\"1.3.0\"}}";
    platform.failed(platform.build(app, node(json.formatted("0".repeat(128)))));
    shows("is not what packageManager in package.json promises");
  }

  @Test
  void nodeVersionFileIsHeardWherePackageJsonIsSilent() throws IOException {
    Tree tree = node("{\"scripts\":{\"start\":\"node server.js\"}}").file(".nvmrc", "lts/iron\n");
    String version = platform.run(platform.built(app, tree), "node --version");
    assertTrue(version.startsWith("v20."), version);
  }

  @Test
  void longRangeOfVersionsIsAskedForOrRefusedButNotForgotten() {
    platform.failed(platform.build(app, node(engine(7))));
    shows("No Node.js satisfies \"^90.0.0||^91.0.0||");
    platform.failed(platform.build(app, node(engine(20))));
    shows("engines.node asks for Node.js by a range of more than 64 characters");
  }

  private static String engine(int alternatives) {
    String range =
        IntStream.range(90, 90 + alternatives)
            .mapToObj("^%d.0.0"::formatted)
            .collect(Collectors.joining(" || "));
    return "{\"engines\":{\"node\":\"" + range + "\"}}";
  }

  @Test
  void scriptsRunInHerokusOrderAndKeepTheirFolders() {
    Tree tree =
        node(
            """
            {"cacheDirectories": [".next/cache", "../escaped"], "scripts": {
              "heroku-prebuild": "echo first", "build": "echo never", "heroku-cleanup": "echo third",
              "heroku-postbuild": "echo second; cat .next/cache/n || true; mkdir -p .next/cache; echo kept >.next/cache/n"},
             "dependencies": {"left-pad": "1.3.0"}}
            """);
    platform.built(app, tree);
    String shown = platform.shown();
    assertTrue(
        shown.matches("(?s).*\n {7}first\n.*\n {7}second\n.*\n {7}third\n.*"), "Order of " + shown);
    assertFalse(shown.contains("       never"), shown);
    assertFalse(shown.contains("       kept"), shown);
    platform.built(app, tree);
    shows("       kept");
  }

  @Test
  void configVarsNamedLikeTheBuildpacksOwnChangeNothing() throws IOException {
    var config =
        Map.of("build", "x", "cache", "y", "pack", "z", "PATH", "/nowhere", "UID", "0", "log", "/");
    var built = built(node("{\"scripts\":{\"build\":\"echo built >result\"}}"), config);
    assertEquals("built\n", platform.run(built, "cat result"));
  }

  @Test
  void missingCommandOfTheBuildScriptIsNamed() {
    platform.failed(platform.build(app, node("{\"scripts\":{\"build\":\"tsc -p .\"}}")));
    shows("The command tsc is not there.");
  }

  private BuildResult.Built built(Tree tree, Map<String, String> config) {
    return platform.built(
        platform.build(platform.request(app, tree, config, BuildLimits.defaults())));
  }

  private static Tree node(String json) {
    return Tree.empty().file("package.json", json).file("server.js", "");
  }

  private static void shows(String text) {
    assertTrue(platform.shown().contains(text), platform.shown());
  }
}
