package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code bin/up} that is interrupted while the platform starts leaves behind. */
@Timeout(60)
class FormerSettingsTest {
  /** The supervisor is a folder here: a file in it for each thing that it does. */
  private static final String START =
      """
      set -euo pipefail
      for piece in say former-settings; do . "../bin/lib/$piece.sh"; done
      save_settings() { echo new >"$PAAS_HOME/settings"; }
      start_or_keep() {
        touch "$PAAS_HOME/at-boot"
        step "Starting paasd" launch
      }
      launch() {
        touch "$PAAS_HOME/runs"
        echo "$BASHPID" >"$PAAS_HOME/job.new"
        mv "$PAAS_HOME/job.new" "$PAAS_HOME/job"
        exec sleep 50
      }
      forget_start_at_boot() { rm "$PAAS_HOME/at-boot"; }
      stop_programs() { rm "$PAAS_HOME/runs"; }
      start_with_settings
      """;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void firstStartThatIsInterruptedLeavesNothingThatWouldStartWithoutSettings(String signal)
      throws Exception {
    String said = interrupted(signal);
    assertEquals("", files(), said);
    assertTrue(said.contains("none of these settings is kept"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void laterStartThatIsInterruptedKeepsTheFormerSettings(String signal) throws Exception {
    Files.writeString(home.resolve("settings"), "former\n");
    Files.createDirectory(home.resolve("run"));
    Files.writeString(home.resolve("run/paasd.started"), "a signature");
    String said = interrupted(signal);
    assertEquals("at-boot run runs settings", files(), said);
    assertEquals("former\n", Files.readString(home.resolve("settings")));
    assertFalse(Files.exists(home.resolve("run/paasd.started")), "the next bin/up would trust it");
    assertTrue(said.contains("the former settings are kept"), said);
  }

  /** The test's own parent may ignore signals; what it starts would, too. */
  private String interrupted(String signal) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("env", "--default-signal=INT,TERM,HUP", "bash", "-c", START);
    builder.environment().put("PAAS_HOME", home.toString());
    Process process = builder.redirectErrorStream(true).start();
    Path job = home.resolve("job");
    while (!Files.exists(job) && process.isAlive()) {
      Thread.onSpinWait();
    }
    long pid = Long.parseLong(Files.readString(job).strip());
    Files.delete(job);
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertNotEquals(0, process.waitFor(), said);
    ProcessHandle.of(pid).ifPresent(left -> left.onExit().join());
    return said;
  }

  private String files() {
    return String.join(
        " ", Stream.of(Objects.requireNonNull(home.toFile().list())).sorted().toList());
  }
}
