package paas.cli.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import paas.cli.http.ProtocolException;

/** What goes before an entry and says more of it than its header has room for. */
final class Extension {
  static final int LARGEST = 1 << 20;
  private static final int LONGEST_LENGTH = 8;

  private Optional<String> name = Optional.empty();
  private Optional<String> link = Optional.empty();
  private Optional<Long> size = Optional.empty();

  Optional<String> name() {
    return name;
  }

  Optional<String> link() {
    return link;
  }

  Optional<Long> size() {
    return size;
  }

  void take(int type, byte[] record) throws IOException {
    switch (type) {
      case TarHeader.GNU_NAME -> name = Optional.of(TarHeader.text(record, 0, record.length));
      case TarHeader.GNU_LINK -> link = Optional.of(TarHeader.text(record, 0, record.length));
      case TarHeader.PAX -> pax(record);
      default -> {} // A global PAX header: comments, of no interest.
    }
  }

  /** Records of the form {@code LENGTH key=value\n}, whose length counts itself. */
  private void pax(byte[] records) throws IOException {
    for (int at = 0; at < records.length; ) {
      int blank = at;
      while (blank < records.length && records[blank] != ' ') {
        blank++;
      }
      int length = length(records, at, blank);
      if (length <= blank + 1 - at || at + length > records.length) {
        throw malformed();
      }
      byte[] pair = Arrays.copyOfRange(records, blank + 1, at + length - 1);
      take(new String(pair, StandardCharsets.UTF_8));
      at += length;
    }
  }

  private static int length(byte[] records, int from, int to) throws IOException {
    String digits =
        new String(records, from, Math.min(to - from, LONGEST_LENGTH), StandardCharsets.US_ASCII);
    return (int) number(digits);
  }

  private void take(String pair) throws IOException {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      throw malformed();
    }
    String value = pair.substring(equals + 1);
    switch (pair.substring(0, equals)) {
      case "path" -> name = Optional.of(value);
      case "linkpath" -> link = Optional.of(value);
      case "size" -> size = Optional.of(number(value));
      default -> {}
    }
  }

  private static long number(String digits) throws IOException {
    try {
      long number = Long.parseLong(digits);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw malformed();
  }

  private static IOException malformed() {
    return new ProtocolException("a malformed PAX record in the archive");
  }
}
