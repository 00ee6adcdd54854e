package paas.runner.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParsingTest {
  private static final List<String> CORPUS =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhe\r\n3\r\nllo\r\n0\r\nX: y\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello",
          "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello",
          "HTTP/1.0 200\nContent-Length: 5\n\nhello");

  @Test
  void everyWayOfDelimitingABodyGivesTheSame() throws IOException {
    for (String response : CORPUS) {
      assertEquals("hello", new String(body(response.getBytes(ISO_8859_1)), ISO_8859_1), response);
    }
  }

  @Test
  void answersWithoutABodyEndAtOnce() throws IOException {
    assertEquals(0, body("HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1)).length);
    assertEquals(0, body("HTTP/1.1 304 Not Modified\r\n\r\n".getBytes(ISO_8859_1)).length);
  }

  @Test
  void headerNamesDoNotMindCaseAndValuesAreTrimmed() throws IOException {
    ResponseHead head = head("HTTP/1.1 200 OK\r\nApi-Version:  1.41 \r\n\r\n");
    assertEquals("1.41", head.first("API-VERSION").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: empty\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
      })
  void whatIsMalformedIsRefused(String response) {
    assertThrows(IOException.class, () -> body(response.getBytes(ISO_8859_1)));
  }

  @Test
  void aHeadWithoutEndIsRefusedAtItsBound() {
    var endless =
        new InputStream() {
          private long count;

          @Override
          public int read() {
            return "HTTP/1.1 200 OK\r\n".length() > count
                ? "HTTP/1.1 200 OK\r\n".charAt((int) count++)
                : 'a';
          }
        };
    assertThrows(IOException.class, () -> ResponseHead.read(endless));
  }

  @Test
  void mutatedResponsesAreReadOrRefusedButNeverHang() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = CORPUS.get(random.nextInt(CORPUS.size())).getBytes(ISO_8859_1);
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertTrue(body(bytes).length <= bytes.length);
      } catch (IOException refused) {
        // As it should be.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + new String(bytes, ISO_8859_1), e);
      }
    }
  }

  @Test
  void chunksThatAreWrittenAreReadBack() throws IOException {
    var random = new Random(1);
    var wire = new ByteArrayOutputStream();
    var expected = new ByteArrayOutputStream();
    var chunks = new ChunkedOutput(wire);
    for (int i = 0; i < 100; i++) {
      byte[] piece = new byte[random.nextInt(5000)];
      random.nextBytes(piece);
      chunks.write(piece);
      expected.writeBytes(piece);
    }
    chunks.finish();
    byte[] read = new ChunkedInput(new ByteArrayInputStream(wire.toByteArray())).readAllBytes();
    assertEquals(expected.size(), read.length);
    assertTrue(java.util.Arrays.equals(expected.toByteArray(), read));
  }

  private static ResponseHead head(String response) throws IOException {
    return ResponseHead.read(new ByteArrayInputStream(response.getBytes(ISO_8859_1)));
  }

  private static byte[] body(byte[] response) throws IOException {
    var in = new ByteArrayInputStream(response);
    return Body.of(ResponseHead.read(in), in).readAllBytes();
  }
}
