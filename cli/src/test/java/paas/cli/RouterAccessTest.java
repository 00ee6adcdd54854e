package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code bin/up} finds out whether the router's user reaches what the router needs. */
class RouterAccessTest {
  /** Beside root's right to become another user, all is as in bin/up; PATH has the clone's bin. */
  private static final String ASK =
      """
      root=$PWD/..
      set -euo pipefail
      PATH=$root/bin:$PATH
      for piece in say packages router-user; do . "$root/bin/lib/$piece.sh"; done
      am_root() { true; }
      setpriv() { while [[ $1 == --* ]]; do shift; done; env "$@"; }
      require_router_access
      """;

  @TempDir Path home;

  private record Ran(int code, String text) {}

  private Ran ask() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", ASK).redirectErrorStream(true);
    builder.environment().put("PAAS_HOME", home.toString());
    builder.environment().put("PAAS_JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("app", home.resolve("app").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), text);
  }

  private void program(String path) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theClonesOwnTestProgramIsNotAsked() throws Exception {
    program("app/bin/paas-router");
    program("jdk/bin/java");
    Files.createDirectory(home.resolve("router"));
    assertEquals(new Ran(0, ""), ask());
  }

  @Test
  void whatCannotBeReachedIsNamed() throws Exception {
    program("app/bin/paas-router");
    Files.createDirectory(home.resolve("router"));
    Ran ran = ask();
    assertEquals(1, ran.code(), ran.text());
    assertTrue(ran.text().contains("may not use " + home.resolve("jdk/bin/java")), ran.text());
  }
}
