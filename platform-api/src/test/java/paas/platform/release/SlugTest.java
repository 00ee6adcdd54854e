package paas.platform.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlugTest {
  private static Slug withLauncher(List<String> launcher) {
    return new Slug(
        new ImageDigest("sha256:" + "0".repeat(64)), launcher, new TreeMap<>(), "Dockerfile", "");
  }

  @Test
  void aLineIsGivenToTheLauncherOrToAShellWhereTheImageStartsThingsByItself() {
    assertEquals(List.of("/launch"), withLauncher(List.of("/launch")).shell());
    assertEquals(List.of("/bin/sh", "-c"), withLauncher(List.of()).shell());
  }

  /**
   * Its parent's end would be the container's, in the middle of what the process does at SIGTERM.
   */
  @Test
  void theShellOutlivesItsSigtermUntilTheProcessHasEnded()
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(withLauncher(Slug.SHELL).starter());
    line.add("sh -c 'echo up; head -n 1; exit 3'");
    Process shell = new ProcessBuilder(line).start();
    try (BufferedReader output = shell.inputReader();
        Writer input = shell.outputWriter()) {
      assertEquals("up", output.readLine());
      shell.toHandle().destroy(); // its own destroy() closes the pipes, too
      input.write("written well\n");
      input.flush();
      assertEquals("written well", output.readLine());
      assertEquals(3, shell.waitFor(), "and says how that was");
    } finally {
      shell.destroyForcibly();
    }
  }

  /** {@code wait} itself returns at once. */
  @Test
  void theShellOutlivesItsSigtermUntilWhatItStartedBesideHasEnded()
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(withLauncher(Slug.SHELL).starter());
    line.add("exec 3<&0; { echo up; head -n 1 <&3; } & wait");
    Process shell = new ProcessBuilder(line).start();
    try (BufferedReader output = shell.inputReader();
        Writer input = shell.outputWriter()) {
      assertEquals("up", output.readLine());
      shell.toHandle().destroy();
      assertFalse(shell.waitFor(500, TimeUnit.MILLISECONDS), "it ends before its child");
      input.write("written well\n");
      input.flush();
      assertEquals("written well", output.readLine());
      assertEquals(143, shell.waitFor());
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void aCommandFindsNoArguments() throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(withLauncher(List.of()).lineStarter());
    line.add("echo \"$#\" && exit 4 # of none");
    Process shell = new ProcessBuilder(line).start();
    try (BufferedReader output = shell.inputReader()) {
      assertEquals("0", output.readLine());
      assertEquals(4, shell.waitFor());
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void theImagesOwnWayOfStartingIsLeftAsItIs() {
    assertEquals(List.of(), withLauncher(List.of()).starter());
    assertEquals(List.of("/launch"), withLauncher(List.of("/launch")).starter());
    assertEquals(List.of("/launch"), withLauncher(List.of("/launch")).lineStarter());
  }
}
