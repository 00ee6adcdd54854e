package paas.runner.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Chooses how the body of a response is delimited (RFC 9112 section 6.3). */
final class Body {
  private Body() {}

  static InputStream of(ResponseHead head, InputStream in) throws IOException {
    int status = head.status();
    if (status == ResponseHead.SWITCHING_PROTOCOLS) {
      return in;
    }
    if (status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    if (head.first("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return new ChunkedInput(in);
    }
    var length = head.first("Content-Length");
    return length.isPresent() ? new FixedInput(in, length(length.get())) : in;
  }

  private static long length(String text) throws ProtocolException {
    if (!text.matches("\\d{1,18}")) {
      throw new ProtocolException("The engine sent a bad Content-Length");
    }
    return Long.parseLong(text);
  }
}
