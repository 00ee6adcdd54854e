package paas.router.http.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.AddressBlock;

class MessageTest {

  @ParameterizedTest
  @CsvSource({
    "shop.test,shop.test",
    "SHOP.Test,shop.test",
    "shop.test:8080,shop.test",
    "Shop.test.:8080,shop.test",
    "shop.test.,shop.test",
    "'',''",
    ".,.",
    "[::1]:80,[::1]:80",
    "shop.test:http,?",
    "shop.test:123456,?",
    "a:b:1,?",
    "sh op,?",
    "shop/x,?",
    "ex\u00e4mple,?",
    "user@shop,?"
  })
  void hostIsNormalisedOrRefused(String header, String expected) {
    assertEquals(expected, HostHeader.normalise(header));
  }

  @ParameterizedTest
  @CsvSource({
    "aaaaaaaaaabbbbbbbbbb,true",
    "aaaaaaaaaabbbbbbbbb,false",
    "AZaz09+/=-AZaz09+/=-,true",
    "aaaaaaaaaabbbbbbbbb_,false",
    "'aaaaaaaaaa bbbbbbbbb',false"
  })
  void requestIdIsKeptWhenItIsHarmless(String id, boolean kept) {
    assertEquals(kept, RequestIds.isAcceptable(id));
  }

  @Test
  void requestIdOf201CharactersIsNotKept() {
    assertTrue(RequestIds.isAcceptable("a".repeat(200)));
    assertFalse(RequestIds.isAcceptable("a".repeat(201)));
  }

  @Test
  void newRequestIdIsAVersion4Uuid() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      java.util.UUID id = java.util.UUID.fromString(RequestIds.next(random));
      assertEquals(4, id.version());
      assertEquals(2, id.variant());
      assertTrue(RequestIds.isAcceptable(id.toString()));
    }
  }

  private static RequestHead head(String path) {
    DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
    request.headers().set("Host", "Shop.test");
    return new RequestHead(request, 8 << 10);
  }

  private static String line(String path, String fwd) {
    Forwarding request =
        new Forwarding(head(path), new ClientAddress(fwd, false, false, false, "80"), "id", "");
    return new RequestLineText()
        .format(request, new RequestLineText.Outcome(null, "web.1", 1, 18, 200, 13));
  }

  @Test
  void lineHasHerokusFormat() {
    assertEquals(
        "at=info method=GET path=\"/x\" host=shop.test request_id=id fwd=\"1.2.3.4\" dyno=web.1"
            + " connect=1ms service=18ms status=200 bytes=13 protocol=http",
        line("/x", "1.2.3.4"));
  }

  @Test
  void lineCannotBeForged() {
    String line = line("/\"status=200\\\u00e4", "1\" x=\u001b[2J\n\u009b");
    assertTrue(line.contains(" path=\"/\\\"status=200\\\\\\xe4\" host="), line);
    assertTrue(line.contains(" fwd=\"1\\\" x=\\x1b[2J\\x0a\\x9b\" dyno="), line);
  }

  @Test
  void longPathIsCutSoThatTheLineStaysBounded() {
    String line = line("/" + "\u00e4".repeat(8_000), "1.2.3.4");
    assertTrue(line.length() < 10_000);
    assertTrue(line.contains("...\" host="));
  }

  @Test
  void hostThatNoNameCanBeAsLongAsIsNone() {
    String longest = "a".repeat(63) + ".";
    String name = longest.repeat(3) + "a".repeat(61);
    assertEquals(name, HostHeader.normalise(name + ".:65535"));
    assertEquals(HostHeader.INVALID, HostHeader.normalise("a.".repeat(32_000) + "test"));
  }

  @Test
  void longMethodIsCutSoThatTheLineStaysBounded() {
    DefaultHttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf("A".repeat(66_000)), "/");
    request.headers().set("Host", "shop.test");
    Forwarding forwarding =
        new Forwarding(
            new RequestHead(request, 8 << 10),
            new ClientAddress("1.2.3.4", false, false, false, "80"),
            "id",
            "");
    String line =
        new RequestLineText()
            .format(
                forwarding, new RequestLineText.Outcome(Failure.BAD_REQUEST, "", -1, -1, 400, 0));
    assertTrue(line.contains(" method=" + "A".repeat(32) + " path="), line);
  }

  @Test
  void errorLineNamesItsCode() {
    Forwarding request =
        new Forwarding(head("/"), new ClientAddress("::1", true, false, false, "80"), "id", "");
    assertEquals(
        "at=error code=H12 desc=\"Request timeout\" method=GET path=\"/\" host=shop.test request_id=id"
            + " fwd=\"::1\" dyno=web.1 connect=0ms service=30000ms status=503 bytes=0 protocol=http",
        new RequestLineText()
            .format(
                request,
                new RequestLineText.Outcome(Failure.REQUEST_TIMEOUT, "web.1", 0, 30_000, 503, 0)));
  }

  @Test
  void everyFailureHasAPageOfItsDeclaredLength() {
    for (Failure failure : Failure.values()) {
      for (boolean html : new boolean[] {true, false}) {
        ByteBuf out = Unpooled.buffer();
        int length = ErrorPage.write(out, failure, html, false, true);
        String page = out.toString(ISO_8859_1);
        String body = page.substring(page.indexOf("\r\n\r\n") + 4);
        assertEquals(length, body.length());
        assertTrue(page.startsWith("HTTP/1.1 " + failure.status() + " "), page);
        assertTrue(page.contains("Content-Length: " + length + "\r\n"));
        assertTrue(body.contains(failure.advice()));
        out.release();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,*/*;q=0.8 | HTML",
        "TEXT/HTML | HTML",
        "text/* | HTML",
        "application/json | JSON",
        "application/problem+json, */* | JSON",
        "application/json, text/html | HTML",
        "application/json, text/html;q=0.9 | JSON",
        "application/json;q=0.5, text/html; q=0.6 | HTML",
        "text/html;q=0, application/json;q=0.001 | JSON",
        "text/html;q=0 | neither",
        "text/html;q=2, application/json;q=0.9 | HTML",
        "*/* | neither",
        "image/png | neither",
        ";;,, | neither"
      })
  void acceptTellsHtmlFromJson(String field, String form) {
    Accept accept = Accept.of(List.of(field));
    assertEquals(form.equals("HTML"), accept.prefersHtml());
    assertEquals(form.equals("JSON"), accept.prefersJson());
  }

  /** HTTP/2 has a byte for each of them, and all are one text in memory. */
  @Test
  void fieldsThatCameOftenAreNotJoinedBeforeSomebodyAsks() {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    request.headers().set("Host", "shop.test");
    AsciiString value = new AsciiString("a/b,".repeat(1_000));
    for (int i = 0; i < 17; i++) {
      request.headers().add("Accept", value).add("Via", value).add("X-Forwarded-For", value);
    }
    new RequestHead(request, 8 << 10);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    RequestHead head = new RequestHead(request, 8 << 10);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < value.length(), allocated + " bytes");
    assertEquals(17 * value.length() + 16 * 2, head.via().length());
    assertEquals(17 * value.length() + 16 * 2, head.forwardedFor().length());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.255.0.1,true",
    "10.0.0.0/8,11.0.0.1,false",
    "10.208.0.0/14,10.211.255.255,true",
    "10.208.0.0/14,10.212.0.0,false",
    "127.0.0.1,127.0.0.1,true",
    "127.0.0.1,127.0.0.2,false",
    "fd00::/8,fd12::1,true",
    "fd00::/8,fe80::1,false",
    "0.0.0.0/0,1.2.3.4,true",
    "0.0.0.0/0,::1,false"
  })
  void trustedBlockContainsItsAddresses(String block, String address, boolean contained) {
    assertEquals(
        contained, TrustedProxies.parse(" , " + block).contains(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/33", "10.0.0.0/-1", "example.com", "10.0.0.0/x"})
  void blockThatIsNoneIsRefused(String block) {
    assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(block));
  }

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:1,::1",
    "2001:DB8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "fe80::1%0,fe80::1",
    "::ffff:192.0.2.1,192.0.2.1",
    "::ffff:c000:201,192.0.2.1"
  })
  void anAddressIsWrittenInOneWay(String given, String written) {
    InetAddress address = InetAddress.ofLiteral(given);
    assertEquals(written, ClientAddress.of(address, 80, false, TrustedProxies.NONE).text());
    assertEquals(written + "/1", new AddressBlock(address, 1).toString());
  }

  @Test
  void whatAHeaderSaysMakesNobodyLocal() {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    InetAddress peer = InetAddress.ofLiteral("192.0.2.1");
    assertFalse(ClientAddress.of(loopback, peer, 80, false, TrustedProxies.NONE).loopback());
    assertFalse(ClientAddress.of(peer, loopback, 80, false, TrustedProxies.NONE).loopback());
    assertTrue(ClientAddress.of(loopback, loopback, 80, false, TrustedProxies.NONE).loopback());
  }

  @Test
  void onlyTheRouterSpeaksOfAClientsCertificate() {
    for (boolean trusted : new boolean[] {false, true}) {
      HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
      request.headers().set("Host", "shop.test");
      for (String name : List.of("Client-Cert", "client_cert", "Client-Cert-Chain")) {
        request.headers().add(name, ":c3Bvb2ZlZA==:");
      }
      Forwarding forwarding =
          new Forwarding(
              new RequestHead(request, 8 << 10),
              new ClientAddress("1.2.3.4", false, false, trusted, "80"),
              "id",
              "");
      assertFalse(written(forwarding).contains("c3Bv"), written(forwarding));
      String shown = written(forwarding.presenting(":b3duCg==:"));
      assertTrue(shown.contains("\r\nClient-Cert: :b3duCg==:\r\n"), shown);
      List<String> fields = new ArrayList<>();
      forwarding
          .presenting(":b3duCg==:")
          .forEachField(0, (name, value) -> fields.add(name + "=" + value));
      assertTrue(fields.contains("Client-Cert=:b3duCg==:"), fields.toString());
      assertFalse(fields.toString().contains("c3Bv"), fields.toString());
    }
    assertFalse(Trailers.pass("Client_Cert"));
  }

  private static String written(Forwarding forwarding) {
    ByteBuf out = Unpooled.buffer();
    forwarding.write(out, 0);
    return out.toString(ISO_8859_1);
  }
}
