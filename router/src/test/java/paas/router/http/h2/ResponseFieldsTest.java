package paas.router.http.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;

/** Fields that the connection's own checks would refuse first, and a changed decoder might not. */
class ResponseFieldsTest {
  private static Http2Headers unchecked(String... statuses) {
    Http2Headers fields = new DefaultHttp2Headers(false);
    for (String status : statuses) {
      fields.add(":status", status);
    }
    return fields;
  }

  @Test
  void oneStatusIsRead() throws MalformedFields {
    assertEquals(404, ResponseFields.read(unchecked("404"), true, false).status().code());
  }

  @Test
  void emptyStatusBeforeAGoodOneIsMalformed() {
    Http2Headers fields = unchecked("", "200");
    assertThrows(MalformedFields.class, () -> ResponseFields.read(fields, true, false));
  }

  @Test
  void noStatusIsMalformed() {
    assertThrows(MalformedFields.class, () -> ResponseFields.read(unchecked(), true, false));
  }
}
