package paas.builder;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import paas.builder.fetch.CheckedNames;

/**
 * What a builder is told once at start. {@code platform} is the 8 hex digit platform id that scopes
 * everything it makes; {@code stackImage} the stack's digest from stack.json; {@code tmp} holds
 * spooled sources and layers; {@code buildpacks} is the folder of built-in buildpacks, {@code
 * copies} that of fetched ones; {@code names} says where they may be fetched from; {@code
 * environment} reaches every build; {@code concurrent} bounds the builds that run at once; {@code
 * minimumFreeBytes} is the free disk space below which a build is refused.
 */
public record BuilderSettings(
    String platform,
    String stackImage,
    Path tmp,
    Path buildpacks,
    Path copies,
    CheckedNames names,
    BuildEnvironment environment,
    int concurrent,
    long minimumFreeBytes) {

  private static final Pattern PLATFORM = Pattern.compile("[0-9a-f]{8}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** Refuses values that could not be part of names and labels. */
  public BuilderSettings {
    if (!PLATFORM.matcher(platform).matches()) {
      throw new IllegalArgumentException("A platform id is 8 hex digits, not '" + platform + "'");
    }
    if (!DIGEST.matcher(stackImage).matches()) {
      throw new IllegalArgumentException(
          "The stack image is a digest (sha256:…), not '" + stackImage + "'");
    }
  }

  /**
   * The same with what the platform's settings say: as many builds at once as
   * PAAS_BUILD_CONCURRENCY, the hosts that PAAS_FETCH_ALLOW lists, and the {@link
   * BuildEnvironment#from} of every build.
   */
  public BuilderSettings with(Map<String, String> settings) {
    int builds =
        new Figures(settings)
            .count("PAAS_BUILD_CONCURRENCY", "how many builds run at once", concurrent);
    return new BuilderSettings(
        platform,
        stackImage,
        tmp,
        buildpacks,
        copies,
        CheckedNames.allowing(settings.getOrDefault(CheckedNames.SETTING, "")),
        BuildEnvironment.from(settings),
        builds,
        minimumFreeBytes);
  }

  /**
   * One build at a time, and at least 1 GB free; fetched buildpacks are kept beside {@code tmp}.
   */
  public static BuilderSettings of(String platform, String stackImage, Path tmp, Path buildpacks) {
    return new BuilderSettings(
        platform,
        stackImage,
        tmp,
        buildpacks,
        tmp.resolveSibling("buildpack-copies"),
        CheckedNames.allowing(""),
        BuildEnvironment.NONE,
        1,
        1L << 30);
  }
}
