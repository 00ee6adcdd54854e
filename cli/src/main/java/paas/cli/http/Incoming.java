package paas.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a request that somebody sends to us; the body follows on the stream. Names are lower
 * case, the last of equal names wins.
 *
 * @param target path and query
 */
public record Incoming(String method, String target, Map<String, String> fields) {
  public Incoming {
    fields = Map.copyOf(fields);
  }

  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  public static Incoming read(InputStream in) throws IOException {
    int[] budget = {Headers.MAX_BYTES};
    String[] line = Headers.line(in, budget).split(" ", -1);
    if (line.length != 3 || !line[1].startsWith("/") || !line[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("no HTTP request line");
    }
    return new Incoming(line[0], line[1], Headers.fields(in, budget));
  }
}
