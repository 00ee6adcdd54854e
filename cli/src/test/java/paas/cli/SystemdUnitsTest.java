package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/up} tells systemd, which only notes here what it is told. */
@Timeout(60)
class SystemdUnitsTest {
  private static final String BEGIN =
      """
      set -euo pipefail
      for piece in say packages settings install-app service service-systemd; do . "../bin/lib/$piece.sh"; done
      default_home() { echo "$PAAS_HOME"; }
      units=$PAAS_HOME/units app=$PAAS_HOME/app/1
      PAAS_HTTP_BIND=0.0.0.0 PAAS_HTTPS_PORT=off
      systemctl() {
        [[ $1 != is-* ]] || return 0
        echo "$*"
        [ "$*" != "${fails_at:-}" ] || exit 3
      }
      """;

  @TempDir Path home;

  private String run(int code, String script) throws IOException, InterruptedException {
    Files.createDirectories(home.resolve("run"));
    Files.createDirectories(home.resolve("router"));
    Files.createDirectories(home.resolve("units"));
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", BEGIN + script);
    builder.environment().put("PAAS_HOME", home.toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, process.waitFor(), said);
    return said;
  }

  private static String up(int port) {
    return """
    PAAS_HTTP_PORT=%d
    prepare_supervision
    replace_router() { "$@"; }
    launch paas-router paasd
    """
        .formatted(port);
  }

  private static final String RESTARTS =
      """
      stop paas-router.service paas-router.socket
      start paas-router.socket paas-router.service
      restart paasd.service
      """;

  private static final String RELOADS = "reload paas-router.service\nrestart paasd.service\n";

  @Test
  void unitsThatStayAreReloadedOnly() throws Exception {
    assertEquals("daemon-reload\n".repeat(3) + RESTARTS, run(0, up(80)));
    assertEquals(RELOADS, run(0, up(80)));
    assertEquals("daemon-reload\n" + RESTARTS, run(0, up(81)));
    assertEquals(RELOADS, run(0, up(81)));
  }

  /** Else systemd ends the router that serves when the kernel kills one that only drains. */
  @Test
  void theKernelsKillOfOneProcessEndsNoOtherAndUnitsLearnItWithoutARestart() throws Exception {
    run(0, up(80));
    for (String unit : List.of("paasd.service", "paas-router.service")) {
      Path file = home.resolve("units").resolve(unit);
      String text = Files.readString(file);
      assertTrue(text.contains("OOMPolicy=continue\n"), text);
      Files.writeString(file, text.replace("OOMPolicy=continue\n", ""));
    }
    assertEquals("daemon-reload\n".repeat(2) + RELOADS, run(0, up(80)));
    assertEquals(RELOADS, run(0, up(80)));
  }

  /** The former port would stay in systemd's socket. */
  @Test
  void unitThatAnInterruptedStartHasChangedIsStillToBeRestarted() throws Exception {
    run(0, up(80));
    Files.writeString(home.resolve("run/paas-router.started"), "a signature");
    run(3, "fails_at=daemon-reload\n" + up(81));
    assertEquals(false, Files.exists(home.resolve("run/paas-router.started")));
    assertEquals("daemon-reload\n" + RESTARTS, run(0, up(81)));
    run(3, "fails_at='stop paas-router.service paas-router.socket'\n" + up(82));
    assertEquals("daemon-reload\n" + RESTARTS, run(0, up(82)));
    assertEquals(RELOADS, run(0, up(82)));
  }
}
