package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts do with a platform that others work on, too; its supervisor only sleeps. */
@Timeout(60)
class PlatformScriptsTest {
  private static final String SLEEP = "exec -a \"$0\" sleep 50";

  /** Holds the lock as {@code bin/up} does, until it is ended. */
  private static final String HOLD =
      """
      for piece in say home-lock; do . "../bin/lib/$piece.sh"; done
      lock_home
      echo held
      exec sleep 50
      """;

  @TempDir Path directory;
  private Path home;
  private Path crontab;
  private @Nullable Process other;

  private record Ran(int code, String text) {}

  @BeforeEach
  void prepare() throws IOException {
    home = directory.toRealPath().resolve("home");
    crontab = directory.resolve("crontab");
    Files.createDirectories(home.resolve("run"));
    Files.createDirectories(home.resolve("log"));
    Files.writeString(directory.resolve("docker.sock"), "");
    tool(
        "crontab",
        "if [ \"$1\" = -l ]; then cat $F; else new=$(cat); echo \"$new\" >$F; fi"
            .replace("$F", "" + crontab));
    tool("curl", "true");
  }

  @AfterEach
  void end() throws IOException {
    if (other != null) {
      other.destroyForcibly().onExit().join();
    }
    Path pid = home.resolve("run/supervise.pid");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private void tool(String name, String script) throws IOException {
    program(directory.resolve("tools").resolve(name), script);
  }

  private static void program(Path path, String script) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/bash\n" + script + "\n");
    assertTrue(path.toFile().setExecutable(true));
  }

  private Process start(String called, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(name -> name.startsWith("PAAS_"));
    env.put("PAAS_HOME", called);
    env.put("PAAS_SUPERVISION", "own");
    env.put("PAAS_DOCKER_SOCKET", directory.resolve("docker.sock").toString());
    env.put("PATH", directory.resolve("tools") + ":" + env.get("PATH"));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private Ran run(String called, String... command) throws IOException, InterruptedException {
    Process process = start(called, List.of(command));
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), text);
  }

  private Process startSupervisor(String called) throws IOException {
    String name = home + "/app/current/bin/lib/supervise";
    Process process = startOther(called, "echo runs; " + SLEEP, name);
    Files.writeString(home.resolve("run/supervise.pid"), process.pid() + "\n");
    return process;
  }

  /** One that says a line when it is where the test wants it. */
  private Process startOther(String called, String script, String name) throws IOException {
    Process process = start(called, List.of("bash", "-c", script, name));
    other = process;
    process.inputReader().readLine();
    return process;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/run/.."})
  void platformIsFoundHoweverItsHomeIsWritten(String more) throws Exception {
    Process supervisor = startSupervisor(home.toString());
    Ran ran = run(home + more, "../bin/down");
    assertEquals(0, ran.code(), ran.text());
    assertFalse(supervisor.isAlive(), ran.text());
  }

  /** Earlier versions took the path as it was written. */
  @Test
  void platformThatWasStartedWithASlashIsFoundToo() throws Exception {
    Process supervisor = startSupervisor(home + "/");
    Ran ran = run(home.toString(), "../bin/down");
    assertEquals(0, ran.code(), ran.text());
    assertFalse(supervisor.isAlive(), ran.text());
  }

  @Test
  void onlyTheLineThatStartsThePlatformAtBootGoesFromTheCrontab() throws Exception {
    String backup = "0 2 * * * PAAS_HOME=" + home + " /opt/clone/bin/backup /mnt/backups\n";
    String boot = "@reboot PAAS_HOME=%s %s/app/current/bin/lib/at-boot\n";
    Files.writeString(
        crontab, backup + boot.formatted(home, home) + boot.formatted(home + "/", home + "/"));
    Ran ran = run(home.toString(), "../bin/down");
    assertEquals(0, ran.code(), ran.text());
    assertEquals(backup, Files.readString(crontab));
  }

  @Test
  void nothingIsStoppedWhileAnotherScriptStarts() throws Exception {
    Process up = startOther(home.toString(), HOLD, "/opt/paas/bin/up");
    Ran ran = run(home.toString(), "../bin/down");
    assertEquals(1, ran.code(), ran.text());
    assertTrue(
        ran.text().startsWith(" !     bin/up (process " + up.pid() + ") works on " + home),
        ran.text());
  }

  /** Who may open it may lock it, and keep everybody else out. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lockIsNobodyElses(boolean there) throws Exception {
    Path lock = home.resolve("up.lock");
    if (there) {
      Files.createFile(lock);
      Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-r--r--"));
    }
    startOther(home.toString(), HOLD, "/opt/paas/bin/up");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
  }

  /** Between the look at its number and the signal. */
  @Test
  void processThatHasJustEndedIsNoFailure() throws Exception {
    String script =
        """
        set -euo pipefail
        for piece in say service-own; do . "../bin/lib/$piece.sh"; done
        true & wait "$!"
        end_process "$!"
        echo goes on
        """;
    assertEquals(new Ran(0, "goes on\n"), run(home.toString(), "bash", "-c", script));
  }

  /** What is destroyed while another is copied, which can take an hour, ends no loop. */
  @Test
  void volumeThatIsDestroyedDuringABackupCostsItNoOther() throws Exception {
    String script =
        """
        set -euo pipefail
        for piece in say backup; do . "../bin/lib/$piece.sh"; done
        mkdir "$PAAS_HOME/storage" "$PAAS_HOME/backup"
        copy_volumes "$PAAS_HOME/backup" 30
        touch "$PAAS_HOME"/storage/{a,b,c}.img
        copy_volume() { cp "$1" "$2/"; rm -f "$PAAS_HOME/storage/b.img"; }
        copy_volumes "$PAAS_HOME/backup" 30
        cd "$PAAS_HOME/backup" && echo volumes/*
        """;
    Ran ran = run(home.toString(), "bash", "-c", script);
    assertEquals(0, ran.code(), ran.text());
    assertTrue(ran.text().endsWith("volumes/a.img volumes/c.img\n"), ran.text());
  }

  /** What a bin/up that was killed leaves: settings that nothing has run with yet. */
  private void leaveUnprovenSettings() throws IOException {
    Files.writeString(home.resolve("settings"), "PAAS_HTTP_PORT=99999\n");
    Files.writeString(home.resolve("settings.former"), "PAAS_HTTP_PORT=8081\n");
    Files.writeString(home.resolve("run/paas-router.started"), "a signature");
  }

  private void assertFormerSettingsAreBack(Ran ran) throws IOException {
    assertEquals("PAAS_HTTP_PORT=8081\n", Files.readString(home.resolve("settings")), ran.text());
    assertFalse(Files.exists(home.resolve("settings.former")), ran.text());
    assertFalse(Files.exists(home.resolve("run/paas-router.started")), "what runs may have others");
  }

  @Test
  void killedStartIsTakenBackBeforeTheNextReadsItsSettings() throws Exception {
    leaveUnprovenSettings();
    Ran ran = run(home.toString(), "env", "PAAS_DOMAIN=apps..example", "../bin/up", "--no-sample");
    assertEquals(1, ran.code(), ran.text());
    assertTrue(ran.text().startsWith(" !     PAAS_DOMAIN"), ran.text());
    assertFormerSettingsAreBack(ran);
  }

  @Test
  void killedStartIsTakenBackAtBoot() throws Exception {
    leaveUnprovenSettings();
    String pid = "echo $$ >\"$PAAS_HOME/run/supervise.pid\"; ";
    program(home.resolve("app/current/bin/lib/supervise"), pid + SLEEP);
    Ran ran = run(home.toString(), "../bin/lib/at-boot");
    assertEquals(0, ran.code(), ran.text());
    assertFormerSettingsAreBack(ran);
  }
}
