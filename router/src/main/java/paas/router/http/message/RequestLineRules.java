package paas.router.http.message;

/** What the words of a request line may be made of. */
final class RequestLineRules {
  static final int MAX_METHOD = 32;

  private RequestLineRules() {}

  static boolean isMethod(String method) {
    if (method.isEmpty() || method.length() > MAX_METHOD || method.equals("CONNECT")) {
      return false;
    }
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_')) {
        return false;
      }
    }
    return true;
  }

  static boolean isTarget(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c == 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }
}
