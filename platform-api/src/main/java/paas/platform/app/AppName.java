package paas.platform.app;

import java.util.Set;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** An app's name, which is also its first hostname label: {@code [a-z][a-z0-9-]{0,28}[a-z0-9]}. */
public record AppName(String value) implements Comparable<AppName> {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{0,28}[a-z0-9]");

  /** Hostname labels and paths that the platform itself needs. */
  private static final Set<String> RESERVED =
      Set.of(
          "paas",
          "api",
          "git",
          "www",
          "admin",
          "apps",
          "account",
          "users",
          "health",
          "oauth",
          "logs",
          "status",
          "metrics",
          "dashboard",
          "localhost",
          "mail",
          "sources",
          "stacks",
          "regions",
          "teams",
          "keys",
          "addons",
          "pipelines",
          "platform");

  public AppName {
    if (!GRAMMAR.matcher(value).matches()) {
      throw Rejected.invalid(
          "App name "
              + shown(value)
              + " is not valid: use 2 to 30 lower-case letters, digits and dashes,"
              + " beginning with a letter and not ending with a dash.");
    }
    if (RESERVED.contains(value)) {
      throw Rejected.invalid(
          "App name '" + value + "' is reserved for the platform: choose another.");
    }
  }

  public static boolean isValid(String value) {
    return GRAMMAR.matcher(value).matches() && !RESERVED.contains(value);
  }

  /** Bad input quoted for a message: bounded, printable. */
  private static String shown(String value) {
    String cut = value.length() > 40 ? value.substring(0, 40) + "…" : value;
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  @Override
  public int compareTo(AppName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
