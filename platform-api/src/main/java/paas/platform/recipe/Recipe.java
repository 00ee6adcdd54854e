package paas.platform.recipe;

import java.util.List;
import java.util.Optional;
import paas.platform.fault.Rejected;

/**
 * How an app is to be built, as far as its owner has said. {@code directory} is relative to the
 * source's root, {@code dockerfile} and {@code procfile} to the directory; {@code target} is a
 * stage of the Dockerfile. {@code check} is what the twelve-factor check may do to what was built.
 */
public record Recipe(
    BuilderChoice builder,
    List<BuildpackRef> buildpacks,
    Optional<TreePath> directory,
    Optional<TreePath> dockerfile,
    Optional<StageName> target,
    Optional<TreePath> procfile,
    PushCheck check) {
  /** More than anybody chains. */
  static final int MAX_BUILDPACKS = 32;

  /** Nothing said: all of it is found out. */
  public static final Recipe AUTOMATIC =
      new Recipe(
          new BuilderChoice.Automatic(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          PushCheck.REPORT);

  public Recipe {
    buildpacks = List.copyOf(buildpacks);
    if (buildpacks.size() > MAX_BUILDPACKS) {
      throw Rejected.invalid(
          "An app has at most " + MAX_BUILDPACKS + " buildpacks, not " + buildpacks.size() + ".");
    }
    if (buildpacks.stream().distinct().count() < buildpacks.size()) {
      throw Rejected.invalid("A buildpack is in the list twice: name each once.");
    }
  }

  public Recipe withBuilder(BuilderChoice choice) {
    return new Recipe(choice, buildpacks, directory, dockerfile, target, procfile, check);
  }

  public Recipe withBuildpacks(List<BuildpackRef> list) {
    return new Recipe(builder, list, directory, dockerfile, target, procfile, check);
  }

  public Recipe withDirectory(Optional<TreePath> path) {
    return new Recipe(builder, buildpacks, path, dockerfile, target, procfile, check);
  }

  public Recipe withDockerfile(Optional<TreePath> path) {
    return new Recipe(builder, buildpacks, directory, path, target, procfile, check);
  }

  public Recipe withTarget(Optional<StageName> stage) {
    return new Recipe(builder, buildpacks, directory, dockerfile, stage, procfile, check);
  }

  public Recipe withProcfile(Optional<TreePath> path) {
    return new Recipe(builder, buildpacks, directory, dockerfile, target, path, check);
  }

  public Recipe withCheck(PushCheck choice) {
    return new Recipe(builder, buildpacks, directory, dockerfile, target, procfile, choice);
  }
}
