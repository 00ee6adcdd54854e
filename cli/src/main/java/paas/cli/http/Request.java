package paas.cli.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One request: method, path with query, headers, and a body that may be absent. */
public record Request(
    String method, String path, Map<String, String> headers, Optional<byte[]> body) {

  public static Request of(String method, String path) {
    return new Request(method, path, Map.of(), Optional.empty());
  }

  public Request with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, path, more, body);
  }

  public Request withJson(String json) {
    Request typed = with("Content-Type", "application/json");
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new Request(method, path, typed.headers, Optional.of(bytes));
  }

  boolean isSafeToRepeat() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The head of a request whose body follows as the headers say. */
  public byte[] head(Origin origin) throws ProtocolException {
    StringBuilder head = new StringBuilder(512);
    startOf(head, origin);
    refuseInjection(head, headers.size() + 2);
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void startOf(StringBuilder head, Origin origin) {
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(origin.authority()).append("\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
  }

  /** Head and body as one array, so that they leave in one segment. */
  public byte[] bytes(Origin origin) throws ProtocolException {
    StringBuilder head = new StringBuilder(512);
    startOf(head, origin);
    byte[] content = body.orElse(new byte[0]);
    if (body.isPresent() || !isSafeToRepeat()) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    refuseInjection(head, headers.size() + 2 + (body.isPresent() || !isSafeToRepeat() ? 1 : 0));
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    return all;
  }

  /** A token or a server-given path with a line break must not become a header of its own. */
  private static void refuseInjection(CharSequence head, int lines) throws ProtocolException {
    long breaks = head.chars().filter(c -> c == '\n' || c == '\r').count();
    if (breaks != 2L * lines) {
      throw new ProtocolException("a line break inside a request line or header");
    }
  }
}
