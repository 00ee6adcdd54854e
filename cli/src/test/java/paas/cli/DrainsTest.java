package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

class DrainsTest {
  private static final String NEW = drain("null", 1, "null");
  private static final String SENDING = drain("null", 0, "\"2026-11-20T11:59:00Z\"");
  private static final String AWAY = drain("\"nothing listens there\"", 1204, "null");

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private static String drain(String problem, int waiting, String sentAt) {
    return ("{\"token\":\"d.1\",\"url\":\"https://u:p@logs.example.com/in\","
            + "\"url_shown\":\"https://…@logs.example.com/…\","
            + "\"problem\":%s,\"waiting\":%d,\"dropped\":0,\"sent_at\":%s}")
        .formatted(problem, waiting, sentAt);
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  @Test
  void drainsAreListedWithHowTheyGoAndWithoutSecrets() {
    platform.on("GET /apps/shop/log-drains", "[" + SENDING + "," + AWAY + "]");
    assertEquals(
        """
        drain  to                            last sent  state
        d.1    https://…@logs.example.com/…  1 min ago  up to date
        d.1    https://…@logs.example.com/…             nothing listens there; 1204 lines wait
        """,
        run("drains").out());
    assertTrue(run("drains", "--json").out().contains("https://u:p@logs.example.com/in"));
  }

  @Test
  void anAppWithoutDrainsIsToldHowToHaveOne() {
    platform.on("GET /apps/shop/log-drains", "[]");
    assertTrue(run("drains").err().contains("paas drains:add URL"));
  }

  @Test
  void addingWaitsForTheFirstLine() {
    platform.on("POST /apps/shop/log-drains", new Answer(201, Map.of(), NEW));
    platform.on("GET /apps/shop/log-drains/d.1", NEW).on("GET /apps/shop/log-drains/d.1", SENDING);

    assertEquals(
        "Adding a log drain to ⬢ shop... done, d.1\nIts first line was sent.\n",
        run("drains:add", "https://u:p@logs.example.com/in").err());
    assertEquals(
        "POST /apps/shop/log-drains {\"url\":\"https://u:p@logs.example.com/in\"}",
        platform.log().get(0));
  }

  @Test
  void anEndThatTakesNothingAndAPlainOneAreWarnedOf() {
    platform.on("POST /apps/shop/log-drains", new Answer(201, Map.of(), NEW));
    platform.on("GET /apps/shop/log-drains/d.1", AWAY);

    assertEquals(
        """
        Adding a log drain to ⬢ shop... done, d.1
         !  It takes no lines yet: nothing listens there.
         !  It is tried on: paas drains
         !  Lines go there unencrypted; https:// and syslog+tls:// are not.
        """,
        run("drains:add", "syslog://logs.example.com").err());
  }

  @Test
  void oneIsRemovedByItsUrl() {
    platform.on(
        "DELETE /apps/shop/log-drains/https%3A%2F%2Fu%3Ap%40logs.example.com%2Fin", SENDING);

    assertEquals(
        "Removing a log drain of ⬢ shop... done\n",
        run("drains:remove", "https://u:p@logs.example.com/in").err());
    assertEquals(1, platform.log().size(), List.copyOf(platform.log()).toString());
  }
}
