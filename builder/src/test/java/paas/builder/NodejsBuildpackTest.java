package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
    assertEquals(built.processes(), again.processes());
    var second = platform.built(app, Tree.example("node").file("new", "x"));
    assertOnlyTheCodeDiffers(built, second);
    assertTrue(
        platform
            .run(second, "node -p 'require(\"express\").name + 1'")
            .contains("createApplication1"));
    // What a restart forgets, too, and with it which layers there are.
    try (Builder other =
        new Builder(platform.engine, platform.settings(1, 1L << 20), InstantSource.system())) {
      Tree changed = Tree.example("node").file("new", "y");
      var third =
          platform.built(
              other.build(
                  platform.request(app, changed, Map.of(), BuildLimits.defaults()),
                  platform.output::add));
      assertOnlyTheCodeDiffers(second, third);
      assertTrue(platform.run(third, "ls node_modules").contains("express"), platform.shown());
    }
  }

  private static void assertOnlyTheCodeDiffers(BuildResult.Built one, BuildResult.Built other) {
    List<String> before = platform.layers(one);
    List<String> after = platform.layers(other);
    assertNotEquals(before.getLast(), after.getLast());
    assertEquals(before.subList(0, before.size() - 1), after.subList(0, after.size() - 1));
  }

  @Test
  void purgedCacheInstallsAgainWhatGivesTheSameImageWhichCanBeRemoved() {
    List<String> before = platform.images();
    var built = platform.built(app, light());
    platform.builder.purgeCache(app);
    assertEquals(built.image(), platform.built(app, light()).image());
    shows("Installing dependencies with npm ci");
    assertTrue(platform.builder.removeImage(built.image()));
    assertTrue(platform.builder.removeImage(built.image()));
    assertEquals(before, platform.images());
  }

  @Test
  void laterBuildpackChangesItsOwnCopyOfRestoredDependencies() throws IOException {
    Tree tree =
        light()
            .file("pack/bin/detect", "#!/bin/sh\necho Own\n")
            .file("pack/bin/compile", "#!/bin/sh\necho own >$1/node_modules/left-pad/index.js\n");
    var built = platform.built(platform.build(app, tree, List.of("nodejs")));
    var own = platform.built(platform.build(app, tree, List.of("nodejs", "./pack")));
    shows("Dependencies unchanged: using the cache");
    assertEquals("own\n", platform.run(own, "cat node_modules/left-pad/index.js"));
    var again = platform.built(platform.build(app, tree, List.of("nodejs")));
    assertEquals(built.image(), again.image());
  }

  /** One small dependency, and a lock file that says so. */
  private static Tree light() {
    return node("{\"dependencies\": {\"left-pad\": \"1.3.0\"}}")
        .file(
            "package-lock.json",
            """
            {"lockfileVersion": 3, "packages": {
              "": {"dependencies": {"left-pad": "1.3.0"}},
              "node_modules/left-pad": {"version": "1.3.0"}}}
            """);
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

  @Test
  void developmentDependenciesStayWhereASwitchSaysSo() throws IOException {
    Tree tree =
        node("{\"devDependencies\": {\"left-pad\": \"1.3.0\"}}")
            .file(
                "package-lock.json",
                """
                {"lockfileVersion": 3, "packages": {
                  "": {"devDependencies": {"left-pad": "1.3.0"}},
                  "node_modules/left-pad": {"version": "1.3.0", "dev": true}}}
                """);
    var built = built(tree, Map.of("NPM_CONFIG_PRODUCTION", "false"));
    assertEquals("left-pad\n", platform.run(built, "ls node_modules"));
  }

  @Test
  void classicYarnInstallsWithoutALockFileAndWarns() throws IOException {
    Tree tree =
        node(
            """
            {"packageManager": "yarn@1.22.22", "dependencies": {"left-pad": "1.3.0"},
             "devDependencies": {"isarray": "2.0.5"}, "scripts": {"start": "node server.js"}}
            """);
    var built = platform.built(app, tree);
    shows("There is no lock file");
    assertEquals("1.22.22\n", platform.run(built, "yarn --version"));
    assertEquals("left-pad\n", platform.run(built, "ls node_modules"));
    var whole = built(tree, Map.of("YARN_PRODUCTION", "false"));
    assertEquals("isarray\nleft-pad\n", platform.run(whole, "ls node_modules"));
  }

  @ParameterizedTest
  @CsvSource({
    "node,npm,package-lock.json",
    "node-pnpm,pnpm@10.34.9,pnpm-lock.yaml",
    "node-yarn,yarn@4.18.1,yarn.lock"
  })
  void lockFileOutOfDateSaysWhatToRun(String example, String manager, String lock) {
    Tree tree = Tree.example(example);
    tree.file(
        "package.json",
        "{\"packageManager\":\"%s\",\"dependencies\":{\"left-pad\":\"1.3.0\"}}".formatted(manager));
    platform.failed(platform.build(app, tree));
    shows(lock + " is out of date with package.json.");
  }

  @Test
  void contradictionsAreRefusedBeforeAnythingIsFetched() throws IOException {
    List<List<String>> all =
        List.of(
            List.of(
                "{\"packageManager\":\"pnpm@10.34.9\"}",
                "the lock file is that of yarn: yarn.lock"),
            List.of("{\"packageManager\":\"yarn@1.22.22\"}", "yarn.lock is of yarn 2 or newer"),
            List.of("{\"packageManager\":\"cnpm@1.0.0\"}", "the lock file is that of yarn"),
            List.of(
                "{\"engines\":{\"node\":\"the newest one\"}}",
                "is not a version or range of versions"),
            List.of("{\"engines\":{\"node\":\"22.x\"}", "package.json is not valid JSON"),
            List.of("{}", "lock files of 2 package managers: package-lock.json yarn.lock"));
    List<Tree> apps =
        all.stream()
            .map(each -> node(each.getFirst()).file("yarn.lock", "__metadata:\n  version: 8\n"))
            .toList();
    apps.getLast().file("package-lock.json", "{}");
    List<String> said = platform.refusals("nodejs", apps);
    for (int i = 0; i < all.size(); i++) {
      assertTrue(said.get(i).contains(all.get(i).getLast()), said.get(i));
      assertFalse(said.get(i).contains("Fetch"), said.get(i));
    }
    // What a build asks the platform for comes before.
    platform.failed(platform.build(app, apps.getFirst()));
    shows(all.getFirst().getLast());
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
  void otherNodeVersionIsThatOfEnginesOrOfItsFileAndOneLayerForAllApps() throws IOException {
    String start = "\"scripts\":{\"start\":\"node server.js\"}";
    Tree file = node("{" + start + "}").file(".nvmrc", "lts/iron\n");
    var built = platform.built(app, file);
    String version = platform.run(built, "node --version");
    assertTrue(version.startsWith("v20."), version);
    Tree engines = node("{\"engines\":{\"node\":\"20.x\"}," + start + "}").file(".nvmrc", "18\n");
    var other = platform.built(TestPlatform.app(), engines);
    assertEquals(version, platform.run(other, "node --version"));
    List<String> layers = platform.layers(built);
    assertEquals(
        layers.subList(0, layers.size() - 1), platform.layers(other).subList(0, layers.size() - 1));
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
