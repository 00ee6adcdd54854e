package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PROXY header at the beginning of a connection, read once more and for plainness only; what is
 * added to one of version 2 is not looked at.
 *
 * @param length its bytes
 */
record ReferenceHeader(String said, int length) {
  static final String NOBODY = "nobody";

  private static final Pattern TEXT =
      Pattern.compile(
          "PROXY (?:UNKNOWN|UNKNOWN .*?|(TCP[46]) (\\S+) (\\S+) (0|[1-9]\\d{0,99}) (0|[1-9]\\d{0,99}))\\r\\n",
          Pattern.DOTALL);

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int MAX_TEXT = 108;
  private static final int MAX_PORT = 65_535;
  private static final int FIXED = 16;

  static String someone(InetAddress client, int port) {
    return client.getHostAddress() + " at port " + port;
  }

  static Optional<ReferenceHeader> read(byte[] bytes) {
    byte[] start = ProxyHeaders.of("203.0.113.7", 80);
    boolean binary = bytes.length >= FIXED && Arrays.equals(bytes, 0, 12, start, 0, 12);
    return binary ? readBinary(bytes) : readText(new String(bytes, ISO_8859_1));
  }

  private static Optional<ReferenceHeader> readText(String text) {
    Matcher line = TEXT.matcher(text);
    if (!line.lookingAt() || line.end() > MAX_TEXT) {
      return Optional.empty();
    }
    String family = line.group(1);
    if (family == null) {
      return Optional.of(new ReferenceHeader(NOBODY, line.end()));
    }
    Pattern address = family.equals("TCP4") ? IPV4 : IPV6;
    int port = port(line.group(5));
    boolean sound =
        address.matcher(line.group(2)).matches()
            && address.matcher(line.group(3)).matches()
            && port(line.group(4)) <= MAX_PORT
            && port <= MAX_PORT;
    try {
      return sound
          ? Optional.of(
              new ReferenceHeader(someone(InetAddress.ofLiteral(line.group(2)), port), line.end()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** One that is far too large is one too large. */
  private static int port(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(MAX_PORT + 1L)).intValue();
  }

  private static Optional<ReferenceHeader> readBinary(byte[] bytes) {
    int rest = number(bytes, 14);
    if (bytes.length < FIXED + rest) {
      return Optional.empty();
    }
    String said =
        switch (bytes[12]) {
          case ProxyHeaders.LOCAL -> NOBODY;
          case ProxyHeaders.PROXY -> spokenFor(bytes, rest);
          default -> "";
        };
    return said.isEmpty() ? Optional.empty() : Optional.of(new ReferenceHeader(said, FIXED + rest));
  }

  private static String spokenFor(byte[] bytes, int rest) {
    return switch (bytes[13]) {
      case ProxyHeaders.UNSPECIFIED -> NOBODY;
      case ProxyHeaders.TCP_OVER_IPV4 -> rest < 12 ? "" : client(bytes, 4);
      case ProxyHeaders.TCP_OVER_IPV6 -> rest < 36 ? "" : client(bytes, 16);
      case ProxyHeaders.UNIX_STREAM -> rest < 216 ? "" : NOBODY;
      default -> "";
    };
  }

  private static String client(byte[] bytes, int size) {
    try {
      InetAddress address =
          InetAddress.getByAddress(Arrays.copyOfRange(bytes, FIXED, FIXED + size));
      return someone(address, number(bytes, FIXED + 2 * size + 2));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are an address", e);
    }
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
