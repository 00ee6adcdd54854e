package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;

/**
 * Fields of HTTP/2 as bytes that a search can change one by one, and still has fields: a byte of
 * flags, then each field ends with one control character and its name with another, which no field
 * may have. Neither Netty nor HPACK has looked at them.
 */
record FuzzedFields(int flags, Http2Headers fields) {
  private static final char NAME_END = 2;
  private static final char FIELD_END = 1;

  static byte[] of(int flags, String... namesAndValues) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(flags);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      bytes.writeBytes(namesAndValues[i].getBytes(ISO_8859_1));
      bytes.write(NAME_END);
      bytes.writeBytes(namesAndValues[i + 1].getBytes(ISO_8859_1));
      bytes.write(FIELD_END);
    }
    return bytes.toByteArray();
  }

  static FuzzedFields read(byte[] bytes) {
    Http2Headers fields = new DefaultHttp2Headers(false);
    if (bytes.length == 0) {
      return new FuzzedFields(0, fields);
    }
    String text = new String(bytes, 1, bytes.length - 1, ISO_8859_1);
    for (String field : text.split(String.valueOf(FIELD_END))) {
      int end = field.indexOf(NAME_END);
      if (end >= 0) {
        fields.add(ascii(field.substring(0, end)), ascii(field.substring(end + 1)));
      }
    }
    return new FuzzedFields(bytes[0], fields);
  }

  /** As HPACK gives it: the bytes as they are. */
  private static AsciiString ascii(String text) {
    return new AsciiString(text.getBytes(ISO_8859_1), false);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
