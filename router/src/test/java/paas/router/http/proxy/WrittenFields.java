package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import paas.router.http.message.RequestHead;

/**
 * Holds the fields of a head of HTTP/1.1 to those of HTTP/2 that it was made of: each of them is
 * there as it was given, or one that the router has a say in, and is there once.
 */
record WrittenFields(Http2Headers given) {
  private static final Set<String> OF_THE_ROUTER =
      Set.of(
          "host",
          "cookie",
          "via",
          "content-length",
          "transfer-encoding",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-port",
          "x-request-start",
          "x-request-id");
  private static final Set<String> OF_A_WEBSOCKET =
      Set.of("connection", "upgrade", "sec-websocket-key");

  void check(String head, RequestHead request) {
    Map<String, String> own = new HashMap<>();
    Set<String> theirs = new HashSet<>();
    given.forEach(field -> theirs.add(field.getKey() + ": " + field.getValue()));
    for (String line : head.split("\r\n")) {
      int colon = line.indexOf(": ");
      String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      boolean ours =
          OF_THE_ROUTER.contains(name)
              || (request.wantsWebSocket() && OF_A_WEBSOCKET.contains(name));
      if (ours) {
        assertEquals(null, own.put(name, line.substring(colon + 2)), "twice: " + line);
      } else if (!line.endsWith(" HTTP/1.1")) {
        assertTrue(theirs.contains(line), "never given: " + line);
      }
    }
    assertEquals(request.hostHeader(), own.get("host"));
    assertEquals(cookies(), own.getOrDefault("cookie", ""));
    assertTrue(!own.containsKey("content-length") || !own.containsKey("transfer-encoding"));
  }

  private String cookies() {
    List<CharSequence> crumbs = given.getAll("cookie");
    return crumbs.stream().filter(crumb -> !crumb.isEmpty()).collect(Collectors.joining("; "));
  }
}
