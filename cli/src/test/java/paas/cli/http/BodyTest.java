package paas.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private static final Origin ORIGIN = new Origin(false, "h", 80);

  @Test
  void endsAtItsLength() throws IOException {
    assertEquals("hello", read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, more"));
  }

  @Test
  void endsAtTheLastChunk() throws IOException {
    String chunks = "5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nTrailer: t\r\n\r\nmore";
    assertEquals("hello!", read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks));
  }

  @Test
  void endsWithTheConnection() throws IOException {
    assertEquals("all", read("HTTP/1.0 200 OK\r\n\r\nall"));
  }

  @Test
  void someAnswersHaveNone() throws IOException {
    assertEquals("", read("HTTP/1.1 204 No Content\r\n\r\nnext"));
    assertEquals("", read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nnext"));
  }

  @Test
  void interimAnswersAreSkipped() throws IOException {
    assertEquals(
        "x", read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1",
        "HTTP/2 200\r\n\r\n",
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nContent-Length: -1x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
      })
  void malformedAnswersAreErrors(String text) {
    assertThrows(IOException.class, () -> read(text));
  }

  @Test
  void endlessHeadersAreCutOff() {
    String text = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(100_000);
    assertThrows(ProtocolException.class, () -> read(text));
  }

  @Test
  void aLineBreakNeverBecomesAHeader() {
    assertThrows(
        ProtocolException.class,
        () -> Request.of("GET", "/").with("Authorization", "x\r\nY: z").bytes(ORIGIN));
    assertThrows(ProtocolException.class, () -> Request.of("GET", "/\nX: y").bytes(ORIGIN));
  }

  @Test
  void segmentsStayInTheirPlace() {
    assertEquals("a%2Fb%3Fc%23d%20e%C3%A9", Url.segment("a/b?c#d eé"));
    assertEquals("%2E%2E", Url.segment(".."));
  }

  @Test
  void originsComeFromWebAddressesOnly() {
    assertEquals(Optional.of(new Origin(true, "h", 443)), Origin.of(URI.create("wss://H/x")));
    assertEquals(
        Optional.of(new Origin(false, "[::1]", 7300)), Origin.of(URI.create("http://[::1]:7300")));
    assertTrue(Origin.of(URI.create("file:///etc/passwd")).isEmpty());
    assertFalse(Origin.of(URI.create("http:///x")).isPresent());
  }

  private static String read(String text) throws IOException {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    Body body = Body.of(Headers.read(in), in);
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }
}
