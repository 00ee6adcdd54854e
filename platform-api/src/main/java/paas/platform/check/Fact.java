package paas.platform.check;

/**
 * One thing that was seen in the source: where ({@code line} 0 means the file as a whole), and a
 * detail that depends on the kind. Never a secret itself.
 */
public record Fact(Kind kind, String path, int line, String detail) {
  private static final int LONGEST = 200;

  /** What was seen. */
  public enum Kind {
    /** A file that tells something by being there. */
    FILE,
    /** A manifest that names dependencies. */
    DEPENDENCIES,
    /** A dependency without an exact version; the detail is its name. */
    UNPINNED,
    /** A dependency on SQLite outside development; the detail is its name. */
    SQLITE,
    /** A secret; the detail says of which sort. */
    SECRET,
    /** A file of environment variables with values; the detail names them. */
    ENVIRONMENT,
    /** A port that the image EXPOSEs; the detail is like {@code 8080/tcp}. */
    EXPOSED,
    /** A password in a config file or a URL; the detail is its key. */
    PASSWORD
  }

  /** Cuts foreign text and takes control characters out of it. */
  public Fact {
    path = shown(path);
    detail = shown(detail);
  }

  String where() {
    return line > 0 ? path + " line " + line : path;
  }

  private static String shown(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
