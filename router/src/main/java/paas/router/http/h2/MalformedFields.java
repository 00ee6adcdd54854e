package paas.router.http.h2;

import java.io.Serial;

/** Why fields break the rules of HTTP/2; their stream is reset (RFC 9113 section 8.1.1). */
public final class MalformedFields extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MalformedFields(String message) {
    super(message, null, false, false);
  }
}
