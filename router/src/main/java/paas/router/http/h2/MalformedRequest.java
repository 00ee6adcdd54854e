package paas.router.http.h2;

import java.io.Serial;

/** Why a request breaks the rules of HTTP/2; its stream is reset (RFC 9113 section 8.1.1). */
public final class MalformedRequest extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MalformedRequest(String message) {
    super(message, null, false, false);
  }
}
