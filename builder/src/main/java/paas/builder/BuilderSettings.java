package paas.builder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a builder is told once at start. {@code platform} is the 8 hex digit platform id that scopes
 * everything it makes; {@code stackImage} the stack's digest from stack.json; {@code tmp} holds
 * spooled sources and layers; {@code buildpacks} is the folder of built-in buildpacks, {@code
 * copies} that of fetched ones; {@code trustedHosts} may be fetched from though their addresses are
 * not public; {@code environment} reaches every build; {@code concurrent} bounds the builds that
 * run at once; {@code minimumFreeBytes} is the free disk space below which a build is refused.
 */
public record BuilderSettings(
    String platform,
    String stackImage,
    Path tmp,
    Path buildpacks,
    Path copies,
    Set<String> trustedHosts,
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
    trustedHosts = Set.copyOf(trustedHosts);
  }

  /**
   * The same with what the platform's settings say: as many builds at once as
   * PAAS_BUILD_CONCURRENCY, hosts that may be fetched from though they are not public
   * (PAAS_BUILDPACK_HOSTS, names with commas between), and the {@link BuildEnvironment#from} of
   * every build.
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
        hosts(settings.getOrDefault("PAAS_BUILDPACK_HOSTS", "")),
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
        Set.of(),
        BuildEnvironment.NONE,
        1,
        1L << 30);
  }

  private static Set<String> hosts(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(host -> !host.isEmpty())
        .map(host -> host.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
