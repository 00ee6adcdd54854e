package paas.router.http.h2;

import io.netty.util.AsciiString;

/** The fields that stand for a request line (RFC 9113 section 8.3.1); empty while not given. */
final class PseudoFields {
  private CharSequence method = "";
  private CharSequence scheme = "";
  private CharSequence authority = "";
  private CharSequence path = "";
  private CharSequence protocol = "";

  void add(CharSequence name, CharSequence value) throws MalformedFields {
    FieldRules.checkValue(value);
    switch (name.toString()) {
      case ":method" -> method = once(name, method, value);
      case ":scheme" -> scheme = once(name, scheme, value);
      case ":authority" -> authority = once(name, authority, value);
      case ":path" -> path = once(name, path, value);
      case ":protocol" -> protocol = once(name, protocol, value);
      default -> throw new MalformedFields("An unknown pseudo-field");
    }
  }

  private static CharSequence once(CharSequence name, CharSequence former, CharSequence value)
      throws MalformedFields {
    if (!former.isEmpty() || value.isEmpty()) {
      throw new MalformedFields(name + " is empty or given twice");
    }
    return value;
  }

  /** Whether all that a request needs is there, and nothing that it must not have. */
  void check() throws MalformedFields {
    if (!FieldRules.isToken(method)) {
      throw new MalformedFields("There is no :method");
    }
    boolean connect = AsciiString.contentEquals(method, "CONNECT");
    if (!protocol.isEmpty() && (!connect || authority.isEmpty())) {
      throw new MalformedFields(":protocol goes with CONNECT and :authority only");
    }
    if (connect && protocol.isEmpty()) {
      checkConnect();
    } else {
      checkTarget();
    }
  }

  private void checkConnect() throws MalformedFields {
    if (!scheme.isEmpty() || !path.isEmpty() || authority.isEmpty()) {
      throw new MalformedFields("CONNECT has an :authority, but no :scheme and no :path");
    }
  }

  private void checkTarget() throws MalformedFields {
    boolean known =
        AsciiString.contentEqualsIgnoreCase(scheme, "https")
            || AsciiString.contentEqualsIgnoreCase(scheme, "http");
    if (!known) {
      throw new MalformedFields(":scheme is neither http nor https");
    }
    boolean asterisk = AsciiString.contentEquals(path, "*");
    boolean options = AsciiString.contentEquals(method, "OPTIONS");
    if (path.isEmpty() || (path.charAt(0) != '/' && !(asterisk && options))) {
      throw new MalformedFields(":path does not begin with a slash");
    }
    if (AsciiString.indexOf(path, ' ', 0) >= 0) {
      throw new MalformedFields(":path holds a space");
    }
    if (AsciiString.indexOf(authority, '@', 0) >= 0) {
      throw new MalformedFields(":authority names a user");
    }
  }

  CharSequence method() {
    return method;
  }

  CharSequence authority() {
    return authority;
  }

  CharSequence path() {
    return path;
  }

  CharSequence protocol() {
    return protocol;
  }
}
