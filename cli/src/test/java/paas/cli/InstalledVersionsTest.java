package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/up} leaves in the directory of installed versions. */
class InstalledVersionsTest {
  @TempDir Path versions;

  /** Another platform may be copying its own version right now. */
  @Test
  void halfAVersionThatAnInterruptedCopyLeftGoesAfterAnHour() throws Exception {
    Path left = Files.createDirectories(versions.resolve(".new.AbCdEf/bin")).getParent();
    Files.createDirectories(versions.resolve(".new.GhIjKl"));
    Files.createDirectories(versions.resolve("0123456789abcdef"));
    Instant earlier = Instant.now().minus(Duration.ofHours(2));
    Files.setLastModifiedTime(left, FileTime.from(earlier));
    String script =
        """
        set -euo pipefail
        . ../bin/lib/install-app.sh
        app=$PAAS_APP_DIR/0123456789abcdef
        remove_old_versions
        """;
    assertEquals("", run(script));
    String[] names = Objects.requireNonNull(versions.toFile().list());
    assertEquals(
        ".new.GhIjKl 0123456789abcdef", String.join(" ", Stream.of(names).sorted().toList()));
  }

  /** A name that is there says that the files are: after a power cut, too. */
  @Test
  void versionHasItsNameOnlyWhenItsFilesAreOnTheDisk() throws Exception {
    Path clone = Files.createDirectories(versions.resolve("clone"));
    for (String module : List.of("platform-api", "router", "cli")) {
      Path target = Files.createDirectories(clone.resolve(module + "/target"));
      Files.writeString(target.resolve(module + "-0.1.0.jar"), "a jar");
    }
    Files.createDirectories(clone.resolve("bin/lib"));
    Files.writeString(clone.resolve("bin/paas"), "");
    String script =
        """
        set -euo pipefail
        . ../bin/lib/install-app.sh
        root=$PAAS_APP_DIR/clone
        sync() {
          [ ! -e "$PAAS_APP_DIR/0123456789abcdef" ] && [ -s "${*: -1}/cli/target/cli-0.1.0.jar" ] && echo "synced $1"
        }
        copy_app "$PAAS_APP_DIR/0123456789abcdef"
        """;
    assertEquals("synced -f\n", run(script));
    assertTrue(Files.exists(versions.resolve("0123456789abcdef/bin/paas")));
  }

  /** Whatever root's umask is, and an earlier bin/up made of it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void directoryOfVersionsCanBePassedByTheRoutersUser(boolean there) throws Exception {
    Path app = versions.resolve("home/app");
    if (there) {
      Files.createDirectories(app);
      Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwx------"));
    }
    String script =
        """
        set -euo pipefail
        . ../bin/lib/router-user.sh
        am_root() { true; }
        chown() { true; }
        umask 077
        PAAS_HOME=$PAAS_APP_DIR/home
        prepare_directories
        """;
    assertEquals("", run(script));
    assertEquals("rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(app)));
  }

  private String run(String script) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    builder.environment().put("PAAS_APP_DIR", versions.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
