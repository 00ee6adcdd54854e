package paas.runner.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Status and header fields of one HTTP/1.1 response (RFC 9112), read within {@link #MAX_BYTES}.
 * Interim responses are skipped, {@code 101 Switching Protocols} excepted.
 */
record ResponseHead(int status, Map<String, List<String>> headers) {
  /** Bound of a status line with all its header lines. */
  static final int MAX_BYTES = 64 * 1024;

  static final int SWITCHING_PROTOCOLS = 101;

  ResponseHead {
    headers = Collections.unmodifiableMap(headers);
  }

  static ResponseHead read(InputStream in) throws IOException {
    int budget = MAX_BYTES;
    while (true) {
      String line = line(in, budget);
      int status = status(line);
      budget -= line.length() + 2;
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
        budget -= line.length() + 2;
        add(headers, line);
      }
      if (status >= 200 || status == SWITCHING_PROTOCOLS) {
        return new ResponseHead(status, headers);
      }
    }
  }

  Optional<String> first(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /** Reads one line without its CRLF (a bare LF is taken too) of at most {@code max} bytes. */
  static String line(InputStream in, int max) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The engine closed the connection within a line");
      }
      if (line.length() >= max) {
        throw new ProtocolException("A line from the engine is over its bound");
      }
      line.append((char) b);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  private static int status(String line) throws ProtocolException {
    boolean formed =
        line.length() >= 12
            && line.startsWith("HTTP/1.")
            && line.charAt(8) == ' '
            && line.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9')
            && (line.length() == 12 || line.charAt(12) == ' ');
    if (!formed) {
      throw new ProtocolException("The engine's socket does not speak HTTP");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static void add(Map<String, List<String>> headers, String line) throws ProtocolException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new ProtocolException("A header line from the engine has no name");
    }
    String value =
        new String(
            line.substring(colon + 1).strip().getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
    headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>()).add(value);
  }
}
