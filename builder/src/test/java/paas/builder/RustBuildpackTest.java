package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class RustBuildpackTest {
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
  void crateBecomesAProgramWithoutItsToolchain() throws IOException {
    var built = platform.built(APP, Tree.example("rust"));
    assertEquals("Rust", built.builder());
    assertEquals(Map.of("web", "bin/hello"), built.processes());
    String seen =
        platform.run(
            built,
            "hello & curl -s --retry 20 --retry-delay 1 --retry-connrefused localhost:5000;"
                + " command -v cargo || echo no toolchain; ls");
    assertTrue(seen.contains("Hello from Rust"), seen);
    assertTrue(seen.contains("no toolchain"), seen);
    assertFalse(seen.contains("target"), seen);
  }

  @Test
  void codeOfAnOlderTimeThanTheLastBuildIsBuilt() throws IOException {
    platform.built(APP, Tree.example("rust"));
    Tree other =
        Tree.example("rust").file("src/main.rs", "fn main() { println!(\"other code\"); }\n");
    assertEquals("other code\n", platform.run(platform.built(APP, other), "hello"));
    assertFalse(platform.shown().contains("Compiling httpdate"), platform.shown());
  }

  @Test
  void staleLockSaysWhatToCommit() {
    Tree tree = Tree.example("rust");
    tree.file(
        "Cargo.toml",
        "[package]\nname = \"hello\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n[dependencies]\nitoa = \"1\"\n");
    platform.failed(platform.build(APP, tree));
    shows("Cargo.lock is out of date with Cargo.toml.");
  }

  @Test
  void toolchainThatIsNoVersionSaysWhatOneIs() {
    Tree tree =
        Tree.example("rust").file("rust-toolchain.toml", "[toolchain]\nchannel = \"fast\"\n");
    platform.failed(platform.build(APP, tree));
    shows("'fast' is not a Rust version");
  }

  private static void shows(String text) {
    assertTrue(platform.shown().contains(text), platform.shown());
  }
}
