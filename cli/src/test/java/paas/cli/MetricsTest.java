package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final String PATH = "GET /apps/shop/metrics";
  private static final String WEB =
      """
      {"hostname":"shop.example.com","path":"","type":"web","requests":44210,"per_second":12.281,
       "statuses":{"1xx":0,"2xx":44195,"3xx":0,"4xx":12,"5xx":3},"errors":{"H12":3},
       "service":{"count":44210,"p50_ms":18,"p95_ms":412,"p99_ms":1310,"max_ms":30012},
       "bytes":1234567890,"in_flight":4,"queued":0}
      """;
  private static final String API =
      """
      {"hostname":"shop.example.com","path":"/api","type":"api","requests":7,"per_second":0.002,
       "statuses":{"1xx":0,"2xx":0,"3xx":0,"4xx":0,"5xx":7},"errors":{"H14":7},
       "service":null,"bytes":0,"in_flight":0,"queued":2}
      """;
  private static final String TOTAL =
      """
      {"requests":44217,"per_second":12.283,
       "statuses":{"1xx":0,"2xx":44195,"3xx":0,"4xx":12,"5xx":10},"errors":{"H12":3,"H14":7},
       "service":{"count":44210,"p50_ms":18,"p95_ms":412,"p99_ms":1310,"max_ms":30012},
       "bytes":1234567890,"in_flight":4,"queued":2}
      """;

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  private static String metrics(String total, String routes, int dropped) {
    return "{\"seconds\":3601,\"total\":"
        + total
        + ",\"routes\":["
        + routes
        + "],\"dropped\":"
        + dropped
        + "}";
  }

  @Test
  void eachRouteIsShownBelowTheirSum() {
    platform.on(PATH + "?minutes=60", metrics(TOTAL, WEB + "," + API, 0));
    assertEquals(
        """
        ⬢ shop, the last 60 min

        requests  per s  2xx    3xx  4xx  5xx  out      type  route
        44.2k     12.3   44.2k       12   10   1.23 GB        all
        44.2k     12.3   44.2k       12   3    1.23 GB  web   shop.example.com
        7         <0.01                   7    0 B      api   shop.example.com/api

        p50    p95     p99     longest  in flight  queued  route
        18 ms  412 ms  1.31 s  30 s     4          2       all
        18 ms  412 ms  1.31 s  30 s     4          0       shop.example.com
                                        0          2       shop.example.com/api

        Router errors: H12 3, H14 7
        """,
        run("metrics").out());
  }

  @Test
  void oneRouteIsItsOwnSumAndWhatNobodyTellsIsNotKnown() {
    String silent =
        WEB.replace("\"in_flight\":4,\"queued\":0", "\"in_flight\":null,\"queued\":null");
    platform.on(PATH + "?minutes=60", metrics(silent, silent, 1500));
    String out = run("metrics").out();
    assertEquals(-1, out.indexOf(" all"), out);
    assertTrue(out.contains("?          ?       shop.example.com\n"), out);
    assertTrue(out.contains("1500 more were answered"), out);
  }

  @Test
  void anAppThatNobodyAsksForHasNoTables() {
    platform.on(PATH + "?minutes=10", metrics(TOTAL, "", 0).replace("3601", "607"));
    assertEquals(
        "⬢ shop had no request in the last 10 min\n", run("metrics", "--since", "10m").out());
    assertTrue(run("metrics", "--since", "10m", "--json").out().contains("\"seconds\": 607"));
  }

  @Test
  void timesThatAreNotKeptAreRefusedBeforeAnythingIsSent() {
    for (String time : List.of("2h", "30s", "90s", "0m", "soon", "10")) {
      assertEquals(2, run("metrics", "--since", time).exit(), time);
    }
    assertEquals(List.of(), platform.log());
  }
}
