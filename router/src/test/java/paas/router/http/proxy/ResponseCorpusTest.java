package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every response of {@code responses.txt} through a router over real sockets: what the client gets,
 * the line, and which of the two connections go on.
 */
class ResponseCorpusTest {
  private static final List<WireCase> CASES = WireCase.read("responses.txt");
  private static final Pattern CODE = Pattern.compile("at=error code=(\\S+) ");
  private static final String FIN = "{fin}";

  static List<WireCase> cases() {
    return CASES;
  }

  @Test
  void corpusIsLarge() {
    assertTrue(CASES.size() >= 60, CASES.size() + " cases");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void responseIsAnsweredAsTheCorpusSays(WireCase sent) throws Exception {
    try (TestApp app = TestApp.start("web.1", wire -> answer(wire, sent.bytes()));
        TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      if (sent.expected().contains("H12") || sent.expected().contains("H15")) {
        router.serveBriefly(app);
      } else {
        router.serve(app);
      }
      String status = answered(wire);
      Matcher code = CODE.matcher(router.line());
      String kept = sent.expected().getLast();
      TestRouter.await(
          "the app's connection is " + kept,
          () -> app.openConnections() == (kept.equals("kept") ? 1 : 0));
      assertEquals(
          sent.expected(), List.of(status, code.find() ? code.group(1) : "-", state(wire), kept));
    }
  }

  private static void answer(Wire wire, String response) throws IOException {
    while (wire.readHead()) {
      wire.send(response.replace(FIN, ""));
      if (response.endsWith(FIN)) {
        return;
      }
    }
  }

  private static String answered(Wire wire) throws IOException {
    try {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      do {
        if (!wire.readHead()) {
          return "0";
        }
      } while (wire.status() < 200);
      if (wire.status() != 304) {
        wire.readBody();
      }
      assertFalse(wire.fields().stream().anyMatch(ResponseCorpusTest::isHopByHop));
      return Integer.toString(wire.status());
    } catch (IOException e) {
      return "0";
    }
  }

  private static boolean isHopByHop(String field) {
    return field.matches("(?i)(keep-alive|proxy-connection|upgrade):.*");
  }

  private static String state(Wire wire) throws IOException {
    try {
      wire.get("none.test", "/");
      return wire.status() == 404 ? "open" : "answered with " + wire.startLine();
    } catch (IOException e) {
      return "close";
    }
  }
}
