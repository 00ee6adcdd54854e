package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.Target;

/** The router's own pages: their form, and what each says. */
class ErrorPageTest {
  private static final Pattern ID = Pattern.compile(" request_id=(\\S+) ");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,*/*;q=0.8 | text/html | <h1>Blank app (H81)</h1>",
        "application/json, text/html;q=0.9 | application/json | \"code\":\"H81\"",
        "*/* | text/plain | Blank app (H81)"
      })
  void pageHasItsCodeOneSentenceAndTheIdOfTheLine(String accept, String type, String title)
      throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.Blank(TestRouter.SHOP));
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\nAccept: " + accept + "\r\n\r\n");
      String page = wire.answer();
      Matcher id = ID.matcher(router.line());
      assertTrue(id.find());
      assertEquals(type + "; charset=utf-8", wire.field("Content-Type"));
      assertEquals("", wire.field("Server"), "nobody is told what answers");
      assertTrue(page.contains(title), page);
      assertTrue(page.contains("Nothing is deployed to this app yet."), page);
      assertTrue(page.contains(id.group(1)), page);
    }
  }

  @Test
  void clientsOwnIdIsOnThePage() throws Exception {
    try (TestRouter router = TestRouter.open();
        Wire wire = router.connect()) {
      wire.send(
          "GET / HTTP/1.1\r\nHost: none.test\r\nX-Request-Id: 01234567-89ab-cdef/0+=\r\n\r\n");
      assertTrue(wire.answer().contains("Request 01234567-89ab-cdef/0+="));
    }
  }

  /** Which does not take for granted that the connection stays, and may wait for its end. */
  @Test
  void clientOfHttp10IsToldThatTheConnectionEnds() throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.Blank(TestRouter.SHOP));
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.0\r\nHost: shop.test\r\nConnection: keep-alive\r\n\r\n");
      assertTrue(wire.answer().contains("H81"));
      assertEquals("close", wire.field("Connection"));
      assertEquals("", wire.readToEnd());
    }
  }
}
