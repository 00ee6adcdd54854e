package paas.builder.output;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes config values out of lines. Short values and plain words are left alone: every {@code 8080}
 * or {@code production} in a build's output would be unreadable otherwise, and they are no secrets.
 */
public final class Redactor {
  private static final int ANY = 16;
  private static final int MIXED = 8;

  private record Secret(String text, String key) {}

  private final List<Secret> secrets;

  public Redactor(Map<String, String> config) {
    this.secrets =
        new TreeMap<>(config)
            .entrySet().stream()
                .flatMap(
                    e -> e.getValue().lines().map(line -> new Secret(line.strip(), e.getKey())))
                .filter(secret -> telling(secret.text()))
                .sorted(Comparator.comparingInt((Secret secret) -> -secret.text().length()))
                .toList();
  }

  public String redact(String line) {
    String clean = line;
    for (Secret secret : secrets) {
      if (clean.contains(secret.text())) {
        clean = clean.replace(secret.text(), "[" + secret.key() + "]");
      }
    }
    return clean;
  }

  private static boolean telling(String text) {
    return text.length() >= ANY
        || (text.length() >= MIXED && text.chars().anyMatch(Redactor::notWord));
  }

  private static boolean notWord(int c) {
    return !(Character.isLowerCase(c) || c == '-' || c == '_' || c == '.');
  }
}
