package paas.cli.websocket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.cli.http.Headers;
import paas.cli.http.Origin;
import paas.cli.http.ProtocolException;
import paas.cli.http.Request;

/** The opening handshake (RFC 6455 section 4.1). */
final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final String key;

  Handshake(byte[] nonce) {
    this.key = Base64.getEncoder().encodeToString(nonce);
  }

  byte[] request(Origin origin, String path, Map<String, String> more) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Upgrade", "websocket");
    headers.put("Connection", "Upgrade");
    headers.put("Sec-WebSocket-Key", key);
    headers.put("Sec-WebSocket-Version", "13");
    return new Request("GET", path, headers, Optional.empty()).bytes(origin);
  }

  void check(Headers answer) throws ProtocolException {
    if (answer.status() != 101) {
      throw new ProtocolException(
          "the server answered " + answer.status() + " to the WebSocket upgrade");
    }
    if (!answer.field("sec-websocket-accept").equals(Optional.of(accept(key)))) {
      throw new ProtocolException("the server did not answer the WebSocket handshake");
    }
  }

  static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
