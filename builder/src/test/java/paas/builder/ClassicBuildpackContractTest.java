package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The corners of the classic buildpack API, each with a small buildpack in the app's own source.
 */
@Tag("contract")
class ClassicBuildpackContractTest {
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

  /** An app with one buildpack, {@code ./pack}, whose compile is this script. */
  private static Tree pack(String compile) {
    return pack(Tree.empty(), "pack", "echo Test", compile);
  }

  private static Tree pack(Tree tree, String name, String detect, String compile) {
    return tree.file(name + "/bin/detect", "#!/bin/bash\n" + detect + "\n")
        .file(name + "/bin/compile", "#!/bin/bash\n" + compile + "\n");
  }

  private BuildResult.Built built(Tree tree, String... packs) {
    return platform.built(platform.build(app, tree, List.of(packs)));
  }

  @Test
  void severalBuildpacksHandOnWhatTheyExportAndTheLastReleaseWins() throws IOException {
    Tree tree = Tree.empty().file("Procfile", "worker: from-procfile\n");
    pack(
        tree,
        "one",
        "echo One",
        """
        echo made > $1/made-by-one
        printf 'export FROM_ONE="a b"\\nexport PATH=/opt/one:$PATH\\nname=x\\nset -- x y\\ncd /\\n' > export\
        """);
    tree.file(
        "one/bin/release", "#!/bin/sh\necho 'default_process_types: {web: one, extra: gone}'\n");
    pack(
        tree,
        "two",
        "[ -f $1/made-by-one ] && echo Two",
        "echo \"       got $FROM_ONE, $PATH, $(pwd), $#\"");
    tree.file(
        "two/bin/release",
        "#!/bin/sh\necho '---'\necho 'default_process_types: {web: run \"it\" $PORT, worker: no}'\n");
    pack(tree, "three", "echo Three", "true");
    var built = built(tree, "./one", "./two", "./three");
    assertTrue(platform.shown().contains("       got a b, /opt/one:/usr/local"), platform.shown());
    assertTrue(platform.shown().contains(", /tmp/buildpacks/1, 3"), platform.shown());
    assertEquals(Map.of("web", "run \"it\" $PORT", "worker", "from-procfile"), built.processes());
    assertEquals("One, Two, Three", built.builder());
    assertEquals(
        List.of("./one", "./two", "./three"),
        built.buildpacks().stream().map(UsedBuildpack::name).toList());
    assertEquals(built.image(), built(tree, "./one", "./two", "./three").image());
  }

  @Test
  void environmentIsTheClassicOneAndConfigComesAsFiles() throws IOException {
    Tree tree =
        pack(
            """
            echo "$STACK $SOURCE_VERSION $CURL_CONNECT_TIMEOUT $CURL_TIMEOUT $LANG $HOME"
            echo "request ${#REQUEST_ID}; key '$KEY'; dirs $1 $2 $3; pwd $(pwd)"
            echo "value <$(cat $3/KEY)>; stdin $(wc -c)"
            touch /app/x here && echo writable\
            """);
    String value = "a 'quoted' \"value\"\nof two lines \\n $HOME";
    platform.built(
        platform.build(app, tree, List.of("./pack"), Map.of("KEY", value), BuildLimits.defaults()));
    String shown = platform.shown();
    assertTrue(shown.contains("heroku-24 " + "0".repeat(40) + " 30 180 C.UTF-8 /app"), shown);
    assertTrue(
        shown.contains("request 36; key ''; dirs /tmp/build /cache /env; pwd /tmp/buildpacks/0"),
        shown);
    assertTrue(shown.contains("value <[KEY]\n[KEY]>; stdin 0"), shown);
    assertTrue(shown.contains("\nwritable"), shown);
  }

  @Test
  void cacheIsKeptForTheNextBuildAndGoesWhenPurged() {
    Tree tree = pack("echo \"kept: $(cat $2/x 2>&1)\"; echo y > $2/x");
    built(tree, "./pack");
    built(tree, "./pack");
    assertTrue(platform.output.contains("kept: y"), platform.shown());
    platform.builder.purgeCache(app);
    built(tree, "./pack");
    assertFalse(platform.output.contains("kept: y"), platform.shown());
  }

  @Test
  void detectThatSaysNoIsShown() {
    Tree tree = pack(Tree.empty(), "pack", "echo 'needs a Brewfile'; echo really >&2; exit 1", "");
    var failed = platform.failed(platform.build(app, tree, List.of("./pack")));
    assertEquals("detect", failed.phase());
    assertEquals("The buildpack ./pack does not recognise the app.", failed.cause());
    assertTrue(platform.output.contains("       needs a Brewfile"), platform.shown());
    assertTrue(platform.output.contains("really"), platform.shown());
  }

  @Test
  void failingBuildpackIsNamed() {
    Tree tree = pack(pack("true"), "second", "echo Second", "echo no; exit 9");
    var failed = platform.failed(platform.build(app, tree, List.of("./pack", "./second")));
    assertEquals("The buildpack ./second could not build the app.", failed.cause());
  }

  @Test
  void listOfTheSourceIsFollowedWithBuiltInOnesAmongIt() throws IOException {
    Tree tree =
        pack(Tree.example("hello"), "own", "echo Own", "echo ran > $1/own.txt")
            .file(".buildpacks", "./own\nheroku/nodejs\n");
    var built = platform.built(app, tree);
    assertTrue(
        platform.output.contains("-----> Builder: buildpacks (listed in .buildpacks)"),
        platform.shown());
    assertEquals("Own, Node.js", built.builder());
    assertEquals("nodejs", built.buildpacks().get(1).name());
    assertEquals("ran\n", platform.run(built, "cat own.txt"));
  }

  @Test
  void releaseMayBeMissingOrEmptyAndReportIsShown() {
    Tree tree = pack("true");
    assertEquals(Map.of(), built(tree, "./pack").processes());
    tree.file("pack/bin/release", "#!/bin/sh\necho ---\n")
        .file("pack/bin/report", "#!/bin/sh\necho 'version: 1.2'\necho 'tool: x'\n");
    assertEquals(Map.of(), built(tree, "./pack").processes());
    assertTrue(
        platform.output.contains("       ./pack reports: version: 1.2; tool: x"), platform.shown());
    tree.file("pack/bin/release", "#!/bin/sh\nexit 4\n");
    var failed = platform.failed(platform.build(app, tree, List.of("./pack")));
    assertEquals("The release step of the buildpack ./pack failed.", failed.cause());
  }

  @Test
  void outputOfAnyBytesAndTenMegabytesPassesThrough() {
    Tree tree =
        pack(
            "printf 'caf\\351 \\303\\251\\n'; yes 'a line of a certain length, seen often' | head -c 10000000");
    built(tree, "./pack");
    assertTrue(platform.output.contains("caf\uFFFD é"), "decoded");
    assertTrue(platform.output.size() > 240_000, "lines: " + platform.output.size());
    assertFalse(platform.shown().contains("left out"), "nothing is left out");
  }

  @Test
  void childrenLeftRunningNeitherHoldTheBuildUpNorChangeItsResult() {
    Tree tree =
        pack(
            Tree.empty(),
            "pack",
            "sleep 600 & echo Test",
            // All seven are there before it ends, and a write that is cut short changes none.
            """
            (n=0; while :; do n=$((n+1)); : > $1/$((n % 7)); sleep 0.01; done) &
            until [ -e $1/0 ]; do sleep 0.05; done\
            """);
    var first = built(tree, "./pack");
    assertEquals(first.image(), built(tree, "./pack").image());
  }

  @Test
  void linksStayAndPrivilegesGo() throws IOException {
    Tree tree =
        pack(
            """
            cd $1; echo one > a; ln a hard; ln -s a soft; ln -s /etc/passwd out; mkfifo pipe
            cp /bin/true tool; chmod 6755 tool; printf x > "$(printf 'new\\nline \\"q\\" \\303\\251')"
            ln a /tmp/result/zzz; echo free > /tmp/elsewhere; ln /tmp/elsewhere linked\
            """);
    var built = built(tree, "./pack");
    String seen =
        platform.run(
            built,
            "stat -c '%h' a; readlink soft out; stat -c '%a %U' tool; ls -b | grep new; cat linked; ls pipe zzz");
    assertTrue(seen.startsWith("2\na\n/etc/passwd\n755 app\nnew\\nline"), seen);
    assertTrue(seen.contains("free"), seen);
    assertTrue(seen.contains("cannot access 'pipe'"), seen);
  }

  @Test
  void nameThatIsNotTextIsAFaultThatNamesIt() {
    var failed =
        platform.failed(
            platform.build(app, pack("touch \"$1/$(printf 'caf\\351')\""), List.of("./pack")));
    assertEquals("image", failed.phase());
    assertTrue(failed.cause().contains("not UTF-8: app/caf"), failed.cause());
  }

  @Test
  void hundredThousandFilesAreBuilt() throws IOException {
    Tree tree = pack("echo \"counted $(find $1/d -type f | wc -l)\"");
    for (int i = 0; i < 100_000; i++) {
      tree.add("d/" + i % 100 + "/f" + i, new byte[0]);
    }
    var built = built(tree, "./pack");
    assertTrue(platform.output.contains("counted 100000"), platform.shown());
    assertEquals("100000\n", platform.run(built, "find d -type f | wc -l"));
  }

  @Test
  void directoryAndProcfileOfTheAppAreThoseThatAreSet() throws IOException {
    Tree tree =
        pack(Tree.empty(), "services/api/pack", "echo Test", "cat $1/Procfile; ls -A $1")
            .file("README", "")
            .file("Procfile", "web: root\n")
            .file("services/api/deploy/Procfile.api", "web: api\n");
    var settings =
        new BuildSettings(
            new BuildSettings.Choice.Buildpacks(),
            List.of("./pack"),
            "services/api/",
            "",
            "",
            "deploy/Procfile.api");
    var built =
        platform.built(
            platform.build(
                new BuildRequest(
                    UUID.randomUUID().toString(),
                    app,
                    tree,
                    settings,
                    Map.of(),
                    "0".repeat(40),
                    BuildLimits.defaults())));
    assertEquals(Map.of("web", "api"), built.processes());
    assertTrue(platform.output.contains("web: api"), platform.shown());
    assertFalse(platform.output.contains("README"), platform.shown());
    assertEquals("Procfile\ndeploy\npack\n", platform.run(built, "ls"));
  }

  @Test
  void unknownBuildpackFailsBeforeAnythingRuns() {
    var failed = platform.failed(platform.build(app, pack("true"), List.of("./pack", "cobol")));
    assertEquals("There is no built-in buildpack 'cobol'.", failed.cause());
    assertTrue(failed.advice().contains("nodejs"), failed.advice());
    assertEquals(0, platform.buildContainers(app));
  }
}
