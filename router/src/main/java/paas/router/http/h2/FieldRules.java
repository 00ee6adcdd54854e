package paas.router.http.h2;

import io.netty.util.AsciiString;

/** What a field of HTTP/2 may look like (RFC 9113 section 8.2), and a token of HTTP. */
final class FieldRules {
  private static final String OTHER_TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~";

  private FieldRules() {}

  static void check(CharSequence name, CharSequence value) throws MalformedFields {
    if (!isToken(name) || hasUpperCase(name)) {
      throw new MalformedFields("A field name is not a token in lower case");
    }
    checkValue(value);
    checkConnection(name, value);
  }

  static void checkValue(CharSequence value) throws MalformedFields {
    int last = value.length() - 1;
    if (last >= 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(last)))) {
      throw new MalformedFields("A field value begins or ends with white space");
    }
    for (int i = 0; i <= last; i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new MalformedFields("A field value holds a control character");
      }
    }
  }

  /** Fields about one connection of HTTP/1.1 mean nothing here, and would forge one upstream. */
  private static void checkConnection(CharSequence name, CharSequence value)
      throws MalformedFields {
    boolean forbidden =
        switch (name.length()) {
          case 2 -> is(name, "te") && !AsciiString.contentEqualsIgnoreCase(value, "trailers");
          case 7 -> is(name, "upgrade");
          case 10 -> is(name, "connection") || is(name, "keep-alive");
          case 16 -> is(name, "proxy-connection");
          case 17 -> is(name, "transfer-encoding");
          default -> false;
        };
    if (forbidden) {
      throw new MalformedFields("A field of HTTP/1.1 connections: " + name);
    }
  }

  private static boolean is(CharSequence name, CharSequence expected) {
    return AsciiString.contentEquals(name, expected);
  }

  static boolean isToken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && OTHER_TOKEN_CHARACTERS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean hasUpperCase(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
