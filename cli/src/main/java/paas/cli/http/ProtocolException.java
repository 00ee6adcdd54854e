package paas.cli.http;

import java.io.IOException;

/** The other side does not speak HTTP or WebSocket as the RFCs say. */
public final class ProtocolException extends IOException {
  public ProtocolException(String message) {
    super(message);
  }
}
