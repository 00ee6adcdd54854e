package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bin/runtime of the built-in buildpacks asks for, seen from files alone. */
class RuntimeRequestsTest {
  private static final Path BUILDPACKS = Path.of("..", "buildpacks").toAbsolutePath().normalize();

  @ParameterizedTest
  @CsvSource({
    "java, system.properties, java.runtime.version=25, jdk 25",
    "java, system.properties, java.runtime.version = 21.0.3, jdk 21",
    "java, system.properties, java.runtime.version: openjdk-1.8.0_40, jdk 8",
    "java, system.properties, java.runtime.version=$(id), jdk __id_",
    "java, pom.xml, <project><java.version>17</java.version></project>, jdk 21+maven 3.9.16",
    "java, pom.xml, <maven.compiler.release>24</maven.compiler.release>, jdk 25+maven 3.9.16",
    "java, build.gradle, languageVersion = JavaLanguageVersion.of(25), jdk 25",
    "go, go.mod, go 1.21, go 1.24",
    "go, go.mod, go 1.24.4, go 1.24",
    "go, go.mod, go 1.24.9, go 1.24.9",
    "go, go.mod, go 1.26, go 1.26",
    "go, go.mod, go 1.22|toolchain go1.25.3, go 1.25.3",
    "go, go.mod, // +heroku goVersion go1.22|go 1.21, go 1.22",
    "go, go.mod, module x, go 1.24",
    "rust, Cargo.toml, [package], rust 1.85",
    "rust, Cargo.toml, rust-version = \"1.70\", rust 1.85",
    "rust, Cargo.toml, rust-version = \"1.90\", rust stable",
    "rust, rust-toolchain, 1.88.0, rust 1.88.0",
    "rust, rust-toolchain.toml, [toolchain]|channel = \"nightly-2025-01-02\", rust nightly-2025-01-02",
    "rust, rust-toolchain.toml, [toolchain]|channel = \"1.85.1\", rust 1.85",
  })
  void requestFollowsTheAppsFiles(
      String pack, String file, String content, String request, @TempDir Path app)
      throws IOException, InterruptedException {
    Files.writeString(app.resolve(file), content.replace('|', '\n') + "\n");
    assertEquals(request.replace('+', '\n'), asked(pack, app));
  }

  /** PowerShell writes UTF-16, other editors a byte order mark, and nobody sees either. */
  @ParameterizedTest
  @CsvSource({
    "java, system.properties, java.runtime.version=25, UTF-8, jdk 25",
    "java, system.properties, java.runtime.version=25, UTF-16LE, jdk 25",
    "nodejs, .nvmrc, v19, UTF-8, node 19",
    "python, .python-version, 3.9, UTF-8, python 3.9",
    "python, runtime.txt, python-3.9.2, UTF-16LE, python 3.9.2",
    "rust, rust-toolchain, 1.88.0, UTF-16LE, rust 1.88.0",
  })
  void encodingsOfWindowsAreRead(
      String pack, String file, String content, String charset, String request, @TempDir Path app)
      throws IOException, InterruptedException {
    Files.writeString(app.resolve(file), "\uFEFF" + content + "\r\n", Charset.forName(charset));
    assertEquals(request, asked(pack, app).lines().findFirst().orElse(""));
  }

  private static String asked(String pack, Path app) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "bin/runtime", app.toString())
            .directory(BUILDPACKS.resolve(pack).toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed.strip();
  }
}
