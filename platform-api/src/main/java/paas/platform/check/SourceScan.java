package paas.platform.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks over the files of one source for what the check wants to know: the beginning of each, up to
 * a bound in all. Tests, vendored code and binaries are passed over. Used by one thread.
 */
public final class SourceScan {
  static final int MAX_FILE = 256 * 1024;
  static final long MAX_TOTAL = 32L << 20;
  static final int MAX_FACTS = 200;

  private static final int LOOKS_BINARY = 1024;

  /** Folders whose secrets are made up, or whose files are somebody else's. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "node_modules",
          "vendor",
          "bower_components",
          ".git",
          "test",
          "tests",
          "spec",
          "specs",
          "__tests__",
          "fixtures",
          "testdata",
          "examples",
          "docs",
          "locales",
          "locale",
          "i18n",
          "lang",
          "translations");

  private final List<Fact> facts = new ArrayList<>();
  private long read;

  /** One plain file; {@code content} is read as far as needed. */
  public void file(String path, InputStream content) throws IOException {
    if (Telltales.is(path)) {
      add(new Fact(Fact.Kind.FILE, Telltales.shown(path), 0, ""));
    }
    if (passedOver(path) || read >= MAX_TOTAL || facts.size() >= MAX_FACTS) {
      return;
    }
    byte[] bytes = content.readNBytes(MAX_FILE);
    read += bytes.length;
    if (!binary(bytes)) {
      // What is looked for is ASCII; this way every file is text, and fast to search.
      look(path, new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  public SourceFacts facts() {
    return new SourceFacts(facts.stream().distinct().toList());
  }

  private void look(String path, String text) {
    Dependencies.look(path, text).forEach(this::add);
    SecretPatterns.look(path, text).forEach(this::add);
    EnvFiles.look(path, text).forEach(this::add);
    Passwords.look(path, text).forEach(this::add);
  }

  private void add(Fact fact) {
    if (facts.size() < MAX_FACTS) {
      facts.add(fact);
    }
  }

  private static boolean passedOver(String path) {
    String[] parts = path.split("/", -1);
    for (int index = 0; index < parts.length - 1; index++) {
      if (PASSED_OVER.contains(parts[index])) {
        return true;
      }
    }
    return path.endsWith(".min.js") || path.endsWith(".map") || path.endsWith(".svg");
  }

  private static boolean binary(byte[] bytes) {
    for (int index = 0; index < Math.min(bytes.length, LOOKS_BINARY); index++) {
      if (bytes[index] == 0) {
        return true;
      }
    }
    return false;
  }

  /** The number of the line that a position is in. */
  static int line(String text, int position) {
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) {
      line++;
    }
    return line;
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
