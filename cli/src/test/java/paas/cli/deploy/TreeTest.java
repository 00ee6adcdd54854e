package paas.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.fault.Failure;

/** Against the real git and the real tar. */
@Tag("contract")
class TreeTest {
  @TempDir Path dir;
  @TempDir Path out;

  private void file(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    try {
      assertEquals(0, process.waitFor(), output);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return output;
  }

  private List<String> packed() throws IOException {
    Path tar = out.resolve("a.tar.gz");
    try (OutputStream to = Files.newOutputStream(tar)) {
      Tree.of(dir).writeTarGz(to);
    }
    return run("tar", "-tzf", tar.toString()).lines().sorted().toList();
  }

  @Test
  void outsideOfGitAllButGitsOwnIsPacked() throws IOException {
    file("a", "1");
    file("b/c", "2");
    file("b/.git/config", "x");
    file(".env", "3");
    assertEquals(List.of(".env", "a", "b/c"), packed());
  }

  @Test
  void whatGitIgnoresStaysAndWhatItDoesNotKnowYetGoes() throws IOException {
    run("git", "init", "-q");
    file(".gitignore", "node_modules\n*.log\n");
    file("node_modules/x/index.js", "x");
    file("debug.log", "x");
    file("tracked", "x");
    file("deleted", "x");
    run("git", "add", "tracked", "deleted");
    Files.delete(dir.resolve("deleted"));
    file("new file", "x");
    assertEquals(List.of(".gitignore", "new file", "tracked"), packed());
  }

  @Test
  void aRepositoryWithinIsPackedByItsOwnRules() throws IOException {
    run("git", "init", "-q");
    run("git", "init", "-q", "lib");
    file("lib/.gitignore", "ignored\n");
    file("lib/ignored", "x");
    file("lib/code", "x");
    assertEquals(List.of("lib/.gitignore", "lib/code"), packed());
  }

  @Test
  void theRealTarReadsBackWhatWasPacked() throws IOException {
    String deep =
        Stream.generate(() -> "a-rather-long-folder").limit(9).reduce("d", (a, b) -> a + "/" + b);
    file(deep + "/é", "deep");
    file("run", "#!/bin/sh\n");
    Files.setPosixFilePermissions(dir.resolve("run"), PosixFilePermissions.fromString("rwxr-xr-x"));
    file("big", "x".repeat(100_000));
    Files.createSymbolicLink(dir.resolve("link"), Path.of("b/" + "c".repeat(150)));
    packed();
    run("tar", "-xzf", out.resolve("a.tar.gz").toString(), "-C", out.toString());
    assertEquals("deep", Files.readString(out.resolve(deep + "/é")));
    assertEquals(100_000, Files.size(out.resolve("big")));
    assertEquals(true, Files.isExecutable(out.resolve("run")));
    assertEquals(false, Files.isExecutable(out.resolve("big")));
    assertEquals("b/" + "c".repeat(150), Files.readSymbolicLink(out.resolve("link")).toString());
  }

  @Test
  void anEmptyDirectoryIsAFailure() {
    assertThrows(Failure.class, () -> Tree.of(dir));
  }
}
