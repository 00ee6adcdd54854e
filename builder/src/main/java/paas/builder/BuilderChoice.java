package paas.builder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import paas.builder.fault.BuildFault;
import paas.builder.source.Source;

/**
 * Chooses what builds an app: the app's setting, its buildpack list, {@code .buildpacks}, {@code
 * project.toml}, the Dockerfile, built-in detection; the first of them that there is.
 */
final class BuilderChoice {
  static final String LIST = ".buildpacks";
  static final String PROJECT = "project.toml";

  private static final String SET = "set for the app";

  private final BuildSettings settings;
  private final BuildPaths paths;
  private final Source source;

  BuilderChoice(BuildSettings settings, BuildPaths paths, Source source) {
    this.settings = settings;
    this.paths = paths;
    this.source = source;
  }

  Chosen choose() throws BuildFault {
    return switch (settings.choice()) {
      case BuildSettings.Choice.Dockerfile _ -> dockerfileThatIsSet();
      case BuildSettings.Choice.Buildpacks _ -> buildpacks(SET);
      case BuildSettings.Choice.CloudNative _ -> new Chosen.CloudNative(SET);
      case BuildSettings.Choice.Automatic _ -> automatic();
    };
  }

  private Chosen automatic() throws BuildFault {
    if (!settings.buildpacks().isEmpty()) {
      return buildpacks("");
    }
    if (!settings.dockerfile().isBlank() || !settings.target().isBlank()) {
      return dockerfileThatIsSet();
    }
    if (source.small(LIST).isPresent()) {
      return buildpacks("");
    }
    if (source.small(PROJECT).isPresent()) {
      return new Chosen.CloudNative(PROJECT + " is in the source");
    }
    return source.small(paths.dockerfile()).isPresent()
        ? new Chosen.Dockerfile(paths.dockerfile(), "found in the source")
        : buildpacks("the source has no Dockerfile");
  }

  private Chosen dockerfileThatIsSet() throws BuildFault {
    if (source.small(paths.dockerfile()).isEmpty()) {
      throw new BuildFault(
          "settings",
          "The app is set to be built by its Dockerfile, but its source has no "
              + paths.dockerfile()
              + ".",
          "Commit it, or set another Dockerfile path or builder.");
    }
    return new Chosen.Dockerfile(paths.dockerfile(), SET);
  }

  private Chosen buildpacks(String otherwise) throws BuildFault {
    if (!settings.buildpacks().isEmpty()) {
      return new Chosen.Classic(settings.buildpacks(), "the app's list");
    }
    List<String> listed = source.small(LIST).map(BuilderChoice::lines).orElse(List.of());
    return listed.isEmpty()
        ? new Chosen.Classic(List.of(), otherwise + ": the built-in one that recognises it")
        : new Chosen.Classic(listed, "listed in " + LIST);
  }

  /** One buildpack a line; blank lines and those that begin with # say nothing. */
  private static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
