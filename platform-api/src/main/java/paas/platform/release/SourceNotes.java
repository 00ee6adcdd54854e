package paas.platform.release;

/**
 * What was read in a build's source and goes with its releases: its {@code app.json} as it was
 * (empty without one), and the facts that the twelve-factor check works on, in their own text form.
 */
public record SourceNotes(String appJson, String facts) {
  public static final SourceNotes NONE = new SourceNotes("", "");

  /** How much, not what. */
  @Override
  public String toString() {
    return "SourceNotes[%d, %d characters]".formatted(appJson.length(), facts.length());
  }
}
