package paas.platform.release;

import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A Procfile's process type: {@code web}, {@code worker}, {@code release}, … */
public record ProcessType(String name) implements Comparable<ProcessType> {
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  public static final ProcessType WEB = new ProcessType("web");

  /** Runs once, before a release goes live; never scaled. */
  public static final ProcessType RELEASE = new ProcessType("release");

  public ProcessType {
    if (!GRAMMAR.matcher(name).matches()) {
      String cut = name.length() > 40 ? name.substring(0, 40) + "…" : name;
      throw Rejected.invalid(
          "Process type '"
              + cut.replaceAll("\\p{Cntrl}", "?")
              + "' is not valid: use letters, digits, dashes and underscores.");
    }
  }

  public boolean isWeb() {
    return equals(WEB);
  }

  @Override
  public int compareTo(ProcessType other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
