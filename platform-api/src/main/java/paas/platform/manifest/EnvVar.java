package paas.platform.manifest;

/** What {@code app.json} says of one config var. */
public record EnvVar(Origin origin, boolean required, String description) {

  /** Where its first value comes from. */
  public sealed interface Origin {
    /** The file itself. */
    record Text(String value) implements Origin {
      @Override
      public String toString() {
        return "Text";
      }
    }

    /** The platform, at random. */
    record Generated() implements Origin {}

    /** A person. */
    record Person() implements Origin {}
  }
}
