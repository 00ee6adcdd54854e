package paas.router.http.proxy;

import java.io.IOException;
import java.io.Serial;

/** An instance took a connection and did not begin to speak HTTP/2 on it. */
final class NotHttp2 extends IOException {
  @Serial private static final long serialVersionUID = 1;

  NotHttp2(String message) {
    super(message);
  }
}
