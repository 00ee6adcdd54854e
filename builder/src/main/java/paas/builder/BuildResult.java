package paas.builder;

import java.util.List;
import java.util.Map;

/** What became of a build. */
public sealed interface BuildResult {

  /**
   * An image is there. {@code image} is its digest, {@code launcher} the entry point to put before
   * a command, {@code processes} maps type to command ({@code ""} is the image's own CMD; a {@code
   * release} entry is the release phase), {@code builder} names what built it, for people, {@code
   * buildpacks} those that ran, in order, {@code memory} says how the build's memory was bound, and
   * {@code facts} is what the image says of itself.
   */
  record Built(
      String image,
      List<String> launcher,
      Map<String, String> processes,
      String builder,
      List<UsedBuildpack> buildpacks,
      String memory,
      ImageFacts facts)
      implements BuildResult {
    /** Copies what it is given. */
    public Built {
      launcher = List.copyOf(launcher);
      processes = Map.copyOf(processes);
      buildpacks = List.copyOf(buildpacks);
    }

    /** An image that says nothing of itself. */
    public Built(
        String image,
        List<String> launcher,
        Map<String, String> processes,
        String builder,
        List<UsedBuildpack> buildpacks,
        String memory) {
      this(image, launcher, processes, builder, buildpacks, memory, ImageFacts.NONE);
    }
  }

  /** The build did not make an image: in which phase, why, and what the user can do now. */
  record Failed(String phase, String cause, String advice) implements BuildResult {}

  /** The build was stopped from outside, by the user or because the pusher went away. */
  record Cancelled(String why) implements BuildResult {}
}
