package paas.platform.store;

import java.util.List;

/**
 * By what means a build made its image: the kind of builder, the buildpacks that ran, in order, and
 * how the build's memory was bound, in words; and what the image says of itself. Empty until there
 * is an image.
 */
public record BuildMeans(String builder, List<Used> buildpacks, String memory, ImageNotes image) {
  public static final BuildMeans UNKNOWN = new BuildMeans("", List.of(), "", ImageNotes.NONE);

  /** A buildpack and which version of it: a commit, or a hash of its files. */
  public record Used(String name, String version) {}

  public BuildMeans {
    buildpacks = List.copyOf(buildpacks);
  }

  /** Of an image that says nothing of itself. */
  public BuildMeans(String builder, List<Used> buildpacks, String memory) {
    this(builder, buildpacks, memory, ImageNotes.NONE);
  }
}
