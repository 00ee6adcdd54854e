package paas.router.http.message;

/** The value of Content-Length (RFC 9112 section 6.2). */
final class ContentLength {
  private static final int MAX_DIGITS = 18;

  private ContentLength() {}

  /** Whether it is one number, which fits into 63 bits. */
  static boolean isSound(CharSequence value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= MAX_DIGITS;
  }

  static boolean isZero(CharSequence value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
