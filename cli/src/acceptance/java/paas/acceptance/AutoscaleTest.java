package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Instances follow the load up and down; without any they sleep until a request wakes them, also
 * across a kill of either process. All waits are a tenth of the usual ones.
 */
@Tag("acceptance")
class AutoscaleTest {
  private static final Platform PLATFORM = Platform.start(Map.of("PAAS_AUTOSCALE_PACE", "10"));
  private static final String APP = "elastic";

  @AfterAll
  static void stop() {
    PLATFORM.close();
  }

  /**
   * It answers one request after the other, each in 40 ms: ten clients wait 400 ms for one. Its
   * worker uses a fifth of a CPU.
   */
  private static Repository slowServer() {
    return PLATFORM
        .repository(APP)
        .withServer("unused")
        .with(
            "server.js",
            """
            let last = Promise.resolve()
            const server = require('http').createServer((request, response) => {
              if (request.url === '/long') {
                return setTimeout(() => response.end('at last'), 15000)
              }
              last = last.then(() => new Promise(done => setTimeout(done, 40)))
              last.then(() => response.end('slow but sure'))
            })
            server.listen(process.env.PORT, () => console.log('listening'))
            process.on('SIGTERM', () => server.close(() => process.exit(0)))
            """)
        .with(
            "worker.js",
            """
            setInterval(() => {
              const end = Date.now() + 20
              while (Date.now() < end);
            }, 100)
            """);
  }

  @Test
  void instancesFollowTheLoadAndSleepWithoutAny() throws InterruptedException {
    slowServer().commit("slow").push().mustSucceed();
    aBusyWorkerGrowsByItsCpu();
    paas("ps:autoscale", "web", "--min", "1", "--max", "2", "--p95", "300ms").mustSucceed();
    itGrowsUnderLoadWithoutAFailure();
    aQuantityBeyondItsBoundsIsRefused();
    Await.until("it is as small as before", () -> scaled("to 1: p95"));
    String shown = paas("ps:autoscale").mustSucceed().out();
    assertTrue(shown.contains("p95 300 ms"), shown);
    assertTrue(shown.contains("1 to 2"), shown);
    assertTrue(shown.contains("one to spare for"), shown);

    itGrowsByItsRequests();

    paas("ps:autoscale", "web", "--min", "0", "--idle", "10s").mustSucceed();
    aRequestUnderWayKeepsItAwake();
    fallsAsleep();
    answers("a sleeping app");
    assertTrue(scaled("from 0 to 1: a request came"), logs());
    wakesAcrossAKill("paasd");
    wakesAcrossAKill("paas-router");

    fallsAsleep();
    paas("ps:autoscale:off", "web").mustSucceed();
    answers("one that is not autoscaled any more");
  }

  private static void aBusyWorkerGrowsByItsCpu() {
    paas("ps:scale", "worker=1").mustSucceed();
    paas("ps:autoscale", "worker", "--max", "2", "--cpu", "5").mustSucceed();
    Await.until("the worker is two", () -> logs().contains("Autoscaled worker from 1 to 2: CPU "));
    paas("ps:autoscale:off", "worker").mustSucceed();
    paas("ps:scale", "worker=0").mustSucceed();
  }

  /** It takes longer than the app may be idle. */
  private static void aRequestUnderWayKeepsItAwake() {
    // What it does by then, the idle time before may have done.
    Instant counts = Instant.now().plusSeconds(5);
    assertEquals(new Page(200, "at last"), PLATFORM.get(APP, "/long"));
    Instant end = Instant.now();
    autoscaled("to 0")
        .forEach(line -> {
          Instant at = OffsetDateTime.parse(line.split(" ")[0]).toInstant();
          assertTrue(at.isBefore(counts) || at.isAfter(end), line);
        });
  }

  private static void itGrowsUnderLoadWithoutAFailure() throws InterruptedException {
    try (Load load = Load.on(PLATFORM, APP, 100)) {
      Await.until("the load is answered by two", () -> scaled("from 1 to 2: p95"));
      int before = load.requests();
      Await.until("the load goes on", () -> load.requests() > before + 100);
      assertEquals(Set.of(), load.failures());
    }
  }

  private static void itGrowsByItsRequests() throws InterruptedException {
    paas("ps:autoscale", "web", "--min", "1", "--max", "2", "--requests", "8").mustSucceed();
    try (Load load = Load.on(PLATFORM, APP, 20)) {
      Await.until("two share the requests", () -> scaled("requests/s per instance over 8"));
      assertEquals(Set.of(), load.failures());
    }
    Await.until("two are up", () -> PLATFORM.containers("paas.type=web").size() == 2);
  }

  private static void aQuantityBeyondItsBoundsIsRefused() {
    Program.Ran refused = paas("ps:scale", "web=9");
    assertNotEquals(0, refused.code());
    assertTrue(refused.err().contains("autoscaled between 1 and 2"), refused.err());
  }

  /** The request that comes while the process is away is answered once it is back. */
  private static void wakesAcrossAKill(String program) {
    fallsAsleep();
    PLATFORM.kill9(program);
    answers("asleep, " + program + " killed");
  }

  private static void fallsAsleep() {
    Await.until(
        "nothing of it runs", () -> paas("ps", "--json").mustSucceed().out().equals("[]\n"));
    assertEquals(List.of(), PLATFORM.containers("paas.kind=instance"));
  }

  private static void answers(String when) {
    Await.until(
        when + " answers", () -> PLATFORM.get(APP, "/").equals(new Page(200, "slow but sure")));
  }

  private static boolean scaled(String what) {
    return autoscaled(what).findAny().isPresent();
  }

  private static Stream<String> autoscaled(String what) {
    return logs().lines().filter(line -> line.contains("Autoscaled web") && line.contains(what));
  }

  private static String logs() {
    return paas("logs", "-n", "1500", "-s", "app", "--ps", "api").out();
  }

  private static Program.Ran paas(String... arguments) {
    String[] words = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    words[arguments.length] = "-a";
    words[arguments.length + 1] = APP;
    return PLATFORM.paas(words);
  }
}
