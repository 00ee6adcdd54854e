package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
  /** What readline replies with; a paas of the path knows the apps. */
  private static final String ASK =
      """
      paas() { [ "$*" = 'completion apps' ] && printf 'shop\\nshed\\n'; }
      eval "$SCRIPT"
      COMP_LINE=$1 COMP_POINT=${#1}
      _paas
      printf '%s\\n' "${COMPREPLY[*]}"
      """;

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "paas rollb,rollback",
        "paas ps:au,autoscale autoscale:off",
        "paas ps:autoscale:,off",
        "paas help certs:cl,clients clients:set clients:remove",
        "paas logs --ta,--tail",
        "paas logs --tail -a sh,shop shed",
        "paas ps --app sho,shop",
        "\"paas ps -a \",shop shed",
        "paas nonsense --x,\"\"",
        "paas deploy ./some,\"\"",
      })
  void bashCompletesCommandsOptionsAndApps(String typed, String reply) throws Exception {
    assertEquals(reply, bash(typed));
  }

  private String bash(String typed) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", ASK, "bash", typed);
    builder.environment().put("SCRIPT", new Cli(home).run("completion", "bash").out());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  @Test
  void everyCommandIsInBothScripts() {
    for (String shell : new String[] {"bash", "zsh"}) {
      String script = new Cli(home).run("completion", shell).out();
      assertTrue(script.contains("'" + String.join(" ", Names.ALL) + "'"), script);
      assertTrue(script.contains(" ps:set) found='-a --app -r --remote -h --help' ;;"), script);
    }
  }

  @Test
  void theNamesOfAppsStandInALineEach() {
    platform.on("GET /apps", "[{\"name\":\"shop\"},{\"name\":\"zoo\"}]");
    assertEquals("shop\nzoo\n", new Cli(home).platform(platform).run("completion", "apps").out());
  }

  @Test
  void otherShellsAreToldWhichThereAre() {
    Cli.Result result = new Cli(home).run("completion", "tcsh");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("bash and zsh"), result.err());
  }
}
