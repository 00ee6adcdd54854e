package paas.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The status and header lines of a response; names are lower case, the last of equal names wins.
 */
public record Headers(int status, Map<String, String> fields) {
  static final int MAX_BYTES = 64 * 1024;

  public Headers {
    fields = Map.copyOf(fields);
  }

  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  public boolean says(String name, String word) {
    return field(name).orElse("").toLowerCase(Locale.ROOT).contains(word);
  }

  /** Reads up to the blank line; interim 1xx responses but 101 are skipped. */
  public static Headers read(InputStream in) throws IOException {
    Headers headers = readOne(in);
    while (headers.status >= 100 && headers.status < 200 && headers.status != 101) {
      headers = readOne(in);
    }
    return headers;
  }

  private static Headers readOne(InputStream in) throws IOException {
    int[] budget = {MAX_BYTES};
    int status = status(line(in, budget));
    return new Headers(status, fields(in, budget));
  }

  /** The header lines up to the blank one. */
  static Map<String, String> fields(InputStream in, int[] budget) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("a header line without a colon");
      }
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return fields;
  }

  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new ProtocolException("no HTTP status line");
    }
    try {
      return Integer.parseInt(line.substring(9, 12));
    } catch (NumberFormatException e) {
      throw new ProtocolException("no HTTP status line");
    }
  }

  /** One line without its end; the budget bounds the whole head. */
  static String line(InputStream in, int[] budget) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (--budget[0] < 0) {
        throw new ProtocolException("the headers are too long");
      }
      line.append((char) b);
    }
    int end = line.length();
    String text =
        end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
