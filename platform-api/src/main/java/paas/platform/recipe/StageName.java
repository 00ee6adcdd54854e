package paas.platform.recipe;

import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A stage of a Dockerfile, by the name behind its {@code AS}. */
public record StageName(String value) {
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  public StageName {
    if (!GRAMMAR.matcher(value).matches()) {
      throw Rejected.invalid(
          "Target "
              + Quoted.of(value)
              + " is not a stage's name: use what stands behind AS in the Dockerfile (letters,"
              + " digits, '.', '_' and '-').");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
