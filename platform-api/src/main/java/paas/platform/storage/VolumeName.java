package paas.platform.storage;

import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** What an app calls one of its volumes; no two of an app have the same. */
public record VolumeName(String value) implements Comparable<VolumeName> {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z]([a-z0-9-]{0,28}[a-z0-9])?");

  public VolumeName {
    if (!GRAMMAR.matcher(value).matches()) {
      String cut = value.length() > 40 ? value.substring(0, 40) + "…" : value;
      throw Rejected.invalid(
          "Volume name '%s' is not valid: begin with a letter, then letters, digits and dashes, 30 at most."
              .formatted(cut.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  @Override
  public int compareTo(VolumeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
