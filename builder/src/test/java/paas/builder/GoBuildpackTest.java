package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class GoBuildpackTest {
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
  void moduleBecomesAProgramWithoutItsToolchain() throws IOException {
    var built = platform.built(APP, Tree.example("go"));
    assertEquals("Go", built.builder());
    assertEquals(Map.of("web", "bin/hello"), built.processes());
    String seen =
        platform.run(
            built,
            "hello & curl -s --retry 20 --retry-delay 1 --retry-connrefused localhost:5000;"
                + " command -v go || echo no toolchain");
    assertTrue(seen.contains("Hello from Go"), seen);
    assertTrue(seen.contains("no toolchain"), seen);
    assertEquals(built.image(), platform.built(APP, Tree.example("go")).image());
  }

  @Test
  void vendoredModuleBuildsThePackagesThatGoModNames() throws IOException {
    Tree tree =
        Tree.empty()
            .file(
                "go.mod",
                "module example.com/shop/v2\n\ngo 1.22\n\n// +heroku install ./cmd/web ./cmd/clock\n"
                    + "require example.com/dep v1.0.0\n")
            .file(
                "vendor/modules.txt",
                "# example.com/dep v1.0.0\n## explicit; go 1.22\nexample.com/dep\n")
            .file("vendor/example.com/dep/dep.go", "package dep\n\nconst Word = \"vendored\"\n")
            .file("cmd/web/main.go", main("println(dep.Word)"))
            .file("cmd/clock/main.go", main("println(dep.Word + \" clock\")"))
            .file("cmd/broken/main.go", "package main\n\nfunc main() { nothing() }\n");
    var built = platform.built(APP, tree);
    assertEquals(Map.of("web", "bin/web"), built.processes());
    assertEquals("vendored clock\n", platform.run(built, "clock"));
  }

  @Test
  void missingSumSaysToTidy() {
    platform.failed(platform.build(APP, Tree.example("go").file("go.sum", "")));
    assertTrue(
        platform.shown().contains("Run go mod tidy, commit go.mod and go.sum"), platform.shown());
  }

  @Test
  void workspaceWithoutAModuleAtItsTopBuildsThoseOfItsModules() throws IOException {
    String program = "package main\n\nfunc main() { println(\"%s\") }\n";
    Tree tree =
        Tree.empty()
            .file("go.work", "go 1.22\n\nuse (\n\t./services/web\n\t./services/clock\n)\n")
            .file("services/web/go.mod", "module example.com/web\n\ngo 1.22\n")
            .file("services/web/main.go", program.formatted("web"))
            .file("services/clock/go.mod", "module example.com/clock\n\ngo 1.22\n")
            .file("services/clock/cmd/tick/main.go", program.formatted("tick"))
            .file("unused/go.mod", "module example.com/unused\n\ngo 1.22\n")
            .file("unused/main.go", "package main\n\nfunc main() { nothing() }\n");
    var built = platform.built(APP, tree);
    assertEquals(Map.of("web", "bin/web"), built.processes());
    assertEquals("tick\n", platform.run(built, "tick"));
  }

  private static String main(String body) {
    return "package main\n\nimport \"example.com/dep\"\n\nfunc main() { " + body + " }\n";
  }
}
