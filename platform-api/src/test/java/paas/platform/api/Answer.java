package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What came back. */
record Answer(int status, HttpHeaders headers, String body) {
  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** Fails with the body when it is another status. */
  Answer expect(int wanted) {
    assertEquals(wanted, status, body);
    return this;
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  JsonNode json() {
    try {
      return JsonMapper.createDefault().readValue(body, Argument.of(JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(body, e);
    }
  }

  /** A member as text; dots go into objects. */
  String text(String path) {
    JsonNode node = json();
    for (String name : path.split("\\.")) {
      JsonNode next = node.get(name);
      if (next == null) {
        throw new AssertionError("no member " + path + " in " + body);
      }
      node = next;
    }
    return node.isNull() ? "null" : node.isObject() ? node.toString() : node.coerceStringValue();
  }

  /** One member of each element of a list. */
  List<String> each(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : json().values()) {
      JsonNode member = element.get(name);
      texts.add(member == null ? "absent" : member.coerceStringValue());
    }
    return texts;
  }
}
