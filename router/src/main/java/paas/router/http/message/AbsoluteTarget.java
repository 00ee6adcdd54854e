package paas.router.http.message;

import org.jspecify.annotations.Nullable;

/** The target of a request line in absolute-form (RFC 9112 section 3.2.2). */
record AbsoluteTarget(String authority, String path) {
  /** Null when the text is none. */
  static @Nullable AbsoluteTarget read(String text, boolean ofOptions) {
    boolean http = text.regionMatches(true, 0, "http://", 0, 7);
    if (!http && !text.regionMatches(true, 0, "https://", 0, 8)) {
      return null;
    }
    int from = http ? 7 : 8;
    int to = from;
    while (to < text.length() && "/?#".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    String authority = text.substring(from, to);
    String rest = text.substring(to);
    if (rest.isEmpty() && ofOptions) {
      return new AbsoluteTarget(authority, "*");
    }
    return new AbsoluteTarget(authority, rest.startsWith("/") ? rest : "/" + rest);
  }
}
