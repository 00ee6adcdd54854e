package paas.cli.heroku;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import paas.cli.http.Exchange;
import paas.cli.http.Headers;
import paas.cli.http.ProtocolException;
import paas.cli.json.Json;
import paas.cli.json.JsonWriter;

/** What the child is answered on one connection, which ends with it. */
final class Reply {
  private static final int PIECE = 32 * 1024;
  private static final int MAX_JSON = 8 * 1024 * 1024;
  private static final int GOODBYE_MILLIS = 2_000;

  private final Socket client;
  private boolean begun;

  Reply(Socket client) {
    this.client = client;
  }

  /**
   * Passes an answer on: a good one in JSON whole and changed, all others as they come.
   *
   * @param bare without a body, whatever its headers say
   */
  void send(Exchange answer, boolean bare, UnaryOperator<String> change) throws IOException {
    Headers headers = answer.headers();
    boolean good = headers.status() >= 200 && headers.status() < 300;
    if (good && !bare && headers.says("content-type", "application/json")) {
      String changed = change.apply(text(answer.body()));
      whole(headers.status(), headers.fields(), changed.getBytes(StandardCharsets.UTF_8));
    } else {
      begin(headers.status(), headers.fields());
      copy(answer.raw());
    }
  }

  private static String text(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_JSON + 1);
    if (bytes.length > MAX_JSON) {
      throw new ProtocolException("the response is larger than " + MAX_JSON + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Refuses in the API's own form, unless an answer has begun already. */
  void refuse(int status, String id, String message) throws IOException {
    if (!begun) {
      Json error = Json.object().with("id", id).with("message", message);
      Map<String, String> fields = Map.of("content-type", "application/json");
      whole(status, fields, JsonWriter.compact(error).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void whole(int status, Map<String, String> fields, byte[] body) throws IOException {
    Map<String, String> own = new LinkedHashMap<>(fields);
    own.remove("transfer-encoding");
    own.put("content-length", Integer.toString(body.length));
    begin(status, own);
    client.getOutputStream().write(body);
  }

  private void begin(int status, Map<String, String> fields) throws IOException {
    begun = true;
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
    fields.forEach((name, value) -> {
      if (!name.equals("connection") && !name.equals("keep-alive")) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    });
    head.append("connection: close\r\n\r\n");
    client.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void copy(InputStream from) throws IOException {
    OutputStream out = client.getOutputStream();
    byte[] piece = new byte[PIECE];
    for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
      out.write(piece, 0, count);
    }
  }

  /**
   * Leaves in order: closing while the client still sends would reset the connection, and take back
   * what was answered. {@code reader} reads it to its end.
   */
  void end(Thread reader) throws IOException {
    client.shutdownOutput();
    try {
      reader.join(GOODBYE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
