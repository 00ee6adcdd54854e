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
import org.junit.jupiter.api.Test;
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
    String said = interrupted(START, signal);
    assertEquals("", files(), said);
    assertTrue(said.contains("none of these settings is kept"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void laterStartThatIsInterruptedKeepsTheFormerSettings(String signal) throws Exception {
    Files.writeString(home.resolve("settings"), "former\n");
    Files.createDirectory(home.resolve("run"));
    Files.writeString(home.resolve("run/paasd.started"), "a signature");
    String said = interrupted(START, signal);
    assertEquals("at-boot run runs settings", files(), said);
    assertEquals("former\n", Files.readString(home.resolve("settings")));
    assertFalse(Files.exists(home.resolve("run/paasd.started")), "the next bin/up would trust it");
    assertTrue(said.contains("the former settings are kept"), said);
  }

  private static final String LOADED =
      """
      set -euo pipefail
      for piece in say former-settings; do . "../bin/lib/$piece.sh"; done
      """;

  private void keep(String settings, String router) throws IOException {
    Files.writeString(home.resolve("settings"), settings);
    Files.writeString(home.resolve("router.settings"), router);
  }

  private void assertKept(String settings, String router, String said) throws IOException {
    assertEquals(settings, Files.readString(home.resolve("settings")), said);
    assertEquals(router, Files.readString(home.resolve("router.settings")), said);
  }

  /** Also not on a full disk, on which a copy is begun and not ended. */
  @ParameterizedTest
  @ValueSource(strings = {"settings", "router.settings"})
  void copyThatFailsIsNeverTakenForTheFormerSettings(String file) throws Exception {
    keep("former\n", "former router\n");
    String full =
        "cp() { case $* in *\"/%s \"*) : >\"${*: -1}\"; return 1 ;; esac; command cp \"$@\"; }\n"
            .formatted(file);
    String said = run(1, LOADED + full + "put_former_aside");
    said += run(0, LOADED + "put_former_aside");
    assertKept("former\n", "former router\n", said);
    assertEquals("former\n", Files.readString(home.resolve("settings.former")), said);
    assertEquals("former router\n", Files.readString(home.resolve("router.settings.former")), said);
  }

  /** Wherever a kill ends it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void formerSettingsAreBackEvenIfGoingBackWasKilled(int moment) throws Exception {
    keep("new\n", "new router\n");
    Files.writeString(home.resolve("settings.former"), "former\n");
    Files.writeString(home.resolve("router.settings.former"), "former router\n");
    String killed =
        """
        left=%d
        may() { [ "$((left -= 1))" -gt 0 ] || exit 0; command "$@"; }
        for tool in mv ln cp rm; do eval "$tool() { may $tool \"\\$@\"; }"; done
        put_former_back
        forget_former
        """;
    String said = run(0, LOADED + killed.formatted(moment));
    said += run(0, LOADED + "put_former_aside");
    assertKept("former\n", "former router\n", said);
  }

  private static final String UPGRADE =
      """
      save_settings() { true; }
      start_or_keep() {
        ln -sfn "$app" "$PAAS_HOME/app/current"
        echo "starts $(basename "$app")"
        [ "$app" = "$PAAS_HOME/app/1" ] || step "Starting paasd" launch
      }
      launch() {
        echo "$BASHPID" >"$PAAS_HOME/job.new"
        mv "$PAAS_HOME/job.new" "$PAAS_HOME/job"
        %s
      }
      load_settings() { true; }
      platform_settings() { true; }
      app=$PAAS_HOME/app/2
      start_with_settings
      """;

  private void installTwoVersions() throws IOException {
    keep("same\n", "same router\n");
    Files.createDirectories(home.resolve("run"));
    Files.createDirectories(home.resolve("app/1"));
    Files.createDirectories(home.resolve("app/2"));
    Files.createSymbolicLink(home.resolve("app/current"), home.resolve("app/1"));
  }

  private void assertFormerVersionIsCurrent(String said) throws IOException {
    assertEquals(home.resolve("app/1"), Files.readSymbolicLink(home.resolve("app/current")), said);
    assertEquals("app job router.settings run settings", files(), said);
    assertEquals(0, Objects.requireNonNull(home.resolve("run").toFile().list()).length, said);
  }

  @Test
  void versionThatDoesNotStartGivesWayToTheOneBefore() throws Exception {
    installTwoVersions();
    String said = run(1, LOADED + FUNCTIONS + UPGRADE.formatted("return 1"));
    assertFormerVersionIsCurrent(said);
    assertTrue(said.contains("starts 2\n") && said.contains("starts 1\n"), said);
    assertTrue(said.contains("The platform runs in its former version"), said);
  }

  @Test
  void versionWhoseStartIsInterruptedGivesWayToTheOneBefore() throws Exception {
    installTwoVersions();
    String said = interrupted(LOADED + FUNCTIONS + UPGRADE.formatted("exec sleep 50"), "TERM");
    Files.createFile(home.resolve("job"));
    assertFormerVersionIsCurrent(said);
  }

  /** As after a kill of bin/up, or a power cut. */
  @Test
  void versionWhoseStartWasKilledGivesWayToTheOneBefore() throws Exception {
    installTwoVersions();
    String killed = UPGRADE.formatted("true").replace("[ \"$app\"", "exit 0; [ \"$app\"");
    String said = run(0, "trap() { true; }\n" + LOADED + FUNCTIONS + killed);
    assertEquals(home.resolve("app/2"), Files.readSymbolicLink(home.resolve("app/current")), said);
    said += run(0, LOADED + FUNCTIONS + "take_back_unfinished_start");
    Files.createFile(home.resolve("job"));
    assertFormerVersionIsCurrent(said);
  }

  @Test
  void versionThatStartsStays() throws Exception {
    installTwoVersions();
    String said = run(0, LOADED + FUNCTIONS + UPGRADE.formatted("true"));
    assertEquals(home.resolve("app/2"), Files.readSymbolicLink(home.resolve("app/current")), said);
    assertEquals("app job router.settings run settings", files(), said);
    assertEquals(0, Objects.requireNonNull(home.resolve("run").toFile().list()).length, said);
  }

  private static final String FUNCTIONS = ". ../bin/lib/install-app.sh\n";

  private ProcessBuilder bash(String script) {
    ProcessBuilder builder =
        new ProcessBuilder("env", "--default-signal=INT,TERM,HUP", "bash", "-c", script);
    builder.environment().put("PAAS_HOME", home.toString());
    return builder.redirectErrorStream(true);
  }

  private String run(int code, String script) throws IOException, InterruptedException {
    Process process = bash(script).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, process.waitFor(), said);
    return said;
  }

  /** The test's own parent may ignore signals; what it starts would, too. */
  private String interrupted(String script, String signal)
      throws IOException, InterruptedException {
    Process process = bash(script).start();
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
