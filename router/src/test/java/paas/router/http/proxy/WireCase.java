package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a corpus: what is expected, a name, and the bytes that are sent; {@code requests.txt}
 * tells the form.
 */
record WireCase(List<String> expected, String name, String bytes) {
  private static final Pattern REPEATED =
      Pattern.compile("\\{((?:[^{}*]|\\{a})+)\\*(\\d+)}", Pattern.DOTALL);

  static List<WireCase> read(String resource) {
    try (InputStream in = WireCase.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("No resource " + resource);
      }
      List<WireCase> cases = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          cases.add(parse(line));
        }
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static WireCase parse(String line) {
    String[] parts = line.split(" \\| ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("Not a case: " + line);
    }
    return new WireCase(List.of(parts[0].split(" +")), parts[1], unescape(parts[2]));
  }

  private static String unescape(String text) {
    String known =
        text.replace("{evil}", "GET /evil HTTP/1.1\\r\\n{host}\\r\\n")
            .replace("{host}", "Host: shop.test\\r\\n");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < known.length(); i++) {
      char c = known.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escape = known.charAt(++i);
      switch (escape) {
        case 'r' -> out.append('\r');
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case '\\' -> out.append('\\');
        case 'x' -> {
          out.append((char) Integer.parseInt(known, i + 1, i + 3, 16));
          i += 2;
        }
        default -> throw new IllegalArgumentException("Unknown escape \\" + escape + " in " + text);
      }
    }
    Matcher repeated = REPEATED.matcher(out);
    return repeated.replaceAll(
        found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
  }

  byte[] wire() {
    return bytes.getBytes(ISO_8859_1);
  }

  @Override
  public String toString() {
    return name;
  }
}
