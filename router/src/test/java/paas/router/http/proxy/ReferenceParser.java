package paas.router.http.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.router.http.h1.RequestDecoder;

/**
 * The requests in a stream as RFC 9112 has them, written once more and for plainness only: what it
 * cannot read for certain ends the stream.
 */
final class ReferenceParser {
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Za-z_-]{1,32}) ([^\\x00-\\x20\\x7f]+) HTTP/1\\.([01])");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\\t\\x20-\\x7e\\x80-\\xff]*)");
  private static final Pattern SIZE =
      Pattern.compile("([0-9A-Fa-f]{1,16})([ \\t]*;[\\t\\x20-\\x7e\\x80-\\xff]*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /** The stream ends here, or cannot be read any further. */
  private static final class End extends Exception {
    private static final long serialVersionUID = 1;

    End() {
      super("The end", null, false, false);
    }
  }

  /** The framing that a head tells. */
  private record Head(String text, List<String> lengths, List<String> codings, boolean http11) {
    long length() throws End {
      boolean one = lengths.size() == 1 && codings.isEmpty();
      if (!one || !LENGTH.matcher(lengths.getFirst()).matches()) {
        throw new End();
      }
      return Long.parseLong(lengths.getFirst());
    }

    boolean isChunked() throws End {
      if (codings.isEmpty()) {
        return false;
      }
      boolean sound = http11 && codings.size() == 1 && lengths.isEmpty();
      if (!sound || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw new End();
      }
      return true;
    }
  }

  private final String stream;
  private int at;

  private ReferenceParser(String stream) {
    this.stream = stream;
  }

  /**
   * Each request as its method, target and length of body, {@code ?} when the body does not end.
   */
  static List<String> read(String stream) {
    ReferenceParser parser = new ReferenceParser(stream);
    List<String> requests = new ArrayList<>();
    try {
      while (true) {
        Head head = parser.head();
        requests.add(head.text() + " ?");
        requests.set(requests.size() - 1, head.text() + " " + parser.body(head));
      }
    } catch (End e) {
      return requests;
    }
  }

  private String line() throws End {
    int end = stream.indexOf("\r\n", at);
    if (end < 0) {
      throw new End();
    }
    String line = stream.substring(at, end);
    at = end + 2;
    return line;
  }

  private Head head() throws End {
    String line = line();
    for (int i = 0; i < RequestDecoder.MAX_EMPTY_LINES && line.isEmpty(); i++) {
      line = line();
    }
    Matcher start = matching(REQUEST_LINE, line);
    List<String> lengths = new ArrayList<>();
    List<String> codings = new ArrayList<>();
    for (line = line(); !line.isEmpty(); line = line()) {
      Matcher field = matching(FIELD, line);
      String value = field.group(2).strip();
      switch (field.group(1).toLowerCase(Locale.ROOT)) {
        case "content-length" -> lengths.add(value);
        case "transfer-encoding" -> codings.add(value);
        default -> {}
      }
    }
    String text = start.group(1) + " " + start.group(2);
    Head head = new Head(text, lengths, codings, start.group(3).equals("1"));
    if (!head.isChunked() && !lengths.isEmpty()) {
      head.length();
    }
    return head;
  }

  private static Matcher matching(Pattern pattern, String text) throws End {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new End();
    }
    return matcher;
  }

  private long body(Head head) throws End {
    if (!head.isChunked()) {
      return head.lengths().isEmpty() ? 0 : skip(head.length());
    }
    long total = 0;
    for (long size = size(); size > 0; size = size()) {
      total += skip(size);
      if (!line().isEmpty()) {
        throw new End();
      }
    }
    for (String line = line(); !line.isEmpty(); line = line()) {
      matching(FIELD, line);
    }
    return total;
  }

  private long size() throws End {
    String digits = matching(SIZE, line()).group(1);
    long size = Long.parseUnsignedLong(digits, 16);
    if (size < 0) {
      throw new End();
    }
    return size;
  }

  private long skip(long count) throws End {
    if (count > stream.length() - at) {
      throw new End();
    }
    at += (int) count;
    return count;
  }
}
