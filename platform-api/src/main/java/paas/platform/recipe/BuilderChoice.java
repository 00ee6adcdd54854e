package paas.platform.recipe;

import paas.platform.fault.Rejected;

/** Which kind of builder an app's owner has set; people write it as {@link #text}. */
public sealed interface BuilderChoice {
  /** Found out from what is set and what the source holds: {@code auto}. */
  record Automatic() implements BuilderChoice {}

  /** {@code dockerfile}. */
  record Dockerfile() implements BuilderChoice {}

  /** Classic buildpacks, even where there is a Dockerfile: {@code buildpacks}. */
  record Buildpacks() implements BuilderChoice {}

  /** Cloud Native Buildpacks by this builder: {@code cnb:IMAGE}. */
  record CloudNative(BuilderImage image) implements BuilderChoice {}

  /** Prefix of {@link CloudNative}'s spelling. */
  String CNB = "cnb:";

  static BuilderChoice parse(String text) {
    return switch (text) {
      case "auto" -> new Automatic();
      case "dockerfile" -> new Dockerfile();
      case "buildpacks" -> new Buildpacks();
      default -> {
        if (!text.startsWith(CNB)) {
          throw Rejected.invalid(
              "Builder "
                  + Quoted.of(text)
                  + " is unknown: use auto, dockerfile, buildpacks or cnb:IMAGE.");
        }
        yield new CloudNative(new BuilderImage(text.substring(CNB.length())));
      }
    };
  }

  default String text() {
    return switch (this) {
      case Automatic a -> "auto";
      case Dockerfile d -> "dockerfile";
      case Buildpacks b -> "buildpacks";
      case CloudNative(var image) -> CNB + image;
    };
  }
}
