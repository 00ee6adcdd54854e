package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.Target;

/**
 * Every request of {@code requests.txt} against a router over a real socket: its answers, whether
 * the connection goes on, and what the app sees.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestCorpusTest {
  private static final List<WireCase> CASES = WireCase.read("requests.txt");

  /** Follows every case in the same write: answered with H80 when the connection goes on. */
  private static final String PROBE =
      "GET /probe HTTP/1.1\r\nHost: probe.test\r\nConnection: close\r\n\r\n";

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final Pattern CODE = Pattern.compile("\\bH\\d\\d\\b");

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");
  private static final Set<String> NEVER =
      Set.of("te", "proxy", "keep-alive", "http2-settings", "proxy-connection", "forwarded");
  private static final Route PROBE_ROUTE =
      new Route(new Hostname("probe.test"), new Target.Maintenance(TestRouter.SHOP));

  private TestRouter router;

  static List<WireCase> cases() {
    return CASES;
  }

  @BeforeAll
  void openRouter() throws IOException {
    router = TestRouter.open();
  }

  @AfterAll
  void closeRouter() {
    router.close();
  }

  @Test
  void corpusIsLargeAndEveryNameIsUsedOnce() {
    assertTrue(CASES.size() >= 300, CASES.size() + " cases");
    assertEquals(
        CASES.size(), CASES.stream().map(WireCase::name).collect(Collectors.toSet()).size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void requestIsAnsweredAsTheCorpusSays(WireCase sent) throws Exception {
    try (RecordingApp app = RecordingApp.start()) {
      router.put(List.of(route("shop.test", app), PROBE_ROUTE));
      String received = answersTo(sent);
      boolean open = received.contains("(H80)");
      String answers =
          open ? received.substring(0, received.lastIndexOf("HTTP/1.1 503 ")) : received;
      router.put(List.of(PROBE_ROUTE));
      app.awaitQuiet();
      assertEquals(
          sent.expected(),
          List.of(
              statuses(answers),
              lastCode(answers),
              open ? "open" : "close",
              seen(app, sent.expected().getLast())),
          () -> received + "\n--- the app saw\n" + app.requests());
      app.requests().forEach(RequestCorpusTest::assertClean);
    }
  }

  private static Route route(String host, RecordingApp app) {
    return new Route(
        new Hostname(host),
        new Target.Serving(TestRouter.SHOP, List.of(app.app().endpoint()), RouteLimits.DEFAULT));
  }

  private String answersTo(WireCase sent) throws IOException {
    try (Wire wire = router.connect()) {
      wire.send(sent.bytes() + PROBE);
      return wire.readToEnd();
    }
  }

  private static String statuses(String answers) {
    return STATUS
        .matcher(answers)
        .results()
        .map(found -> found.group(1))
        .filter(status -> !status.equals("100"))
        .collect(Collectors.joining(","));
  }

  private static String lastCode(String answers) {
    return CODE.matcher(answers).results().map(MatchResult::group).reduce("-", (_, last) -> last);
  }

  /** The count, or the range that was expected if the count lies in it. */
  private static String seen(RecordingApp app, String expected) {
    int count = app.requests().size();
    boolean inRange = expected.equals("0..1") && count <= 1;
    return inRange ? expected : Integer.toString(count);
  }

  /** What holds for every request that an app gets, whatever was sent. */
  private static void assertClean(RecordingApp.Seen seen) {
    assertTrue(seen.startLine().endsWith(" HTTP/1.1"), seen::toString);
    assertFalse(seen.startLine().contains("/evil "), seen::toString);
    Map<String, Long> names =
        seen.fields().stream()
            .map(field -> field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT))
            .map(name -> name.replace('_', '-'))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    for (String once : List.of("host", "via", "x-request-id", "x-forwarded-for")) {
      assertEquals(1, names.get(once), seen::toString);
    }
    assertTrue(
        names.getOrDefault("content-length", 0L) + names.getOrDefault("transfer-encoding", 0L) <= 1,
        seen::toString);
    assertTrue(Collections.disjoint(names.keySet(), NEVER), seen::toString);
    assertFalse(seen.fields().toString().contains("6.6.6.6"), seen::toString);
    assertFalse(CONTROL.matcher(seen.startLine() + seen.fields()).find(), seen::toString);
  }
}
