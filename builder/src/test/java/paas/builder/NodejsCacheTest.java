package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a second push of a Node.js app makes of the dependencies that the first one left in the
 * cache.
 */
@Tag("contract")
class NodejsCacheTest {
  private static final String CACHED = "Dependencies unchanged: using the cache";
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
  void prepareScriptFindsDevelopmentDependenciesAtEveryPush() throws IOException {
    Tree tree =
        Tree.empty()
            .file("server.js", "")
            .file(
                "package.json",
                """
                {"dependencies": {"left-pad": "1.3.0"}, "devDependencies": {"isarray": "2.0.5"},
                 "scripts": {"prepare": "node -e \\"require('isarray')\\""}}
                """)
            .file(
                "package-lock.json",
                """
                {"lockfileVersion": 3, "packages": {
                  "": {"dependencies": {"left-pad": "1.3.0"}, "devDependencies": {"isarray": "2.0.5"}},
                  "node_modules/left-pad": {"version": "1.3.0"},
                  "node_modules/isarray": {"version": "2.0.5", "dev": true}}}
                """);
    var built = platform.built(app, tree);
    assertEquals("left-pad\n", platform.run(built, "ls node_modules"));
    var again = platform.built(app, tree);
    assertTrue(platform.shown().contains(CACHED), platform.shown());
    assertEquals(built.image(), again.image());
  }

  @Test
  void codeThatAnInstallScriptMakesOfTheAppFollowsTheApp() throws IOException {
    var first = platform.built(app, generating("first"));
    assertEquals("first", platform.run(first, "cat node_modules/.made/schema"));
    var second = platform.built(app, generating("second"));
    assertTrue(platform.shown().contains(CACHED), platform.shown());
    assertEquals("second", platform.run(second, "cat node_modules/.made/schema"));
    assertEquals("maker\n", platform.run(second, "ls node_modules"));
    assertEquals(first.image(), platform.built(app, generating("first")).image());
  }

  @Test
  void compiledPackageIsTakenFromTheCacheAsItIs() throws IOException {
    Tree tree = generating("first");
    tree.file("maker.tgz", packed(Tree.empty().file("package/binding.gyp", "{}")));
    platform.built(app, tree);
    platform.built(app, tree.file("schema", "second"));
    assertTrue(platform.shown().contains(CACHED), platform.shown());
    assertFalse(platform.shown().contains("maker"), platform.shown());
  }

  /**
   * An app like one of Prisma's: a package's install script reads a file of the app and a
   * development dependency.
   */
  private static Tree generating(String schema) throws IOException {
    return Tree.empty()
        .file("server.js", "")
        .file("schema", schema)
        .file("maker.tgz", packed(Tree.empty()))
        .file(
            "package.json",
            """
            {"dependencies": {"maker": "1.0.0"}, "devDependencies": {"isarray": "2.0.5"}}
            """)
        .file(
            "package-lock.json",
            """
            {"lockfileVersion": 3, "packages": {
              "": {"dependencies": {"maker": "1.0.0"}, "devDependencies": {"isarray": "2.0.5"}},
              "node_modules/isarray": {"version": "2.0.5", "dev": true},
              "node_modules/maker":
                {"version": "1.0.0", "resolved": "file:maker.tgz", "hasInstallScript": true}}}
            """);
  }

  private static byte[] packed(Tree tree) throws IOException {
    String script =
        "node -e \\\"require('isarray')\\\" && mkdir -p ../.made && cp ../../schema ../.made/";
    String json =
        "{\"name\": \"maker\", \"version\": \"1.0.0\", \"scripts\": {\"install\": \"%s\"}}";
    return BuildpackServer.tgz(tree.file("package/package.json", json.formatted(script)));
  }
}
