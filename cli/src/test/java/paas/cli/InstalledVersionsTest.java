package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private String run(String script) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    builder.environment().put("PAAS_APP_DIR", versions.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
