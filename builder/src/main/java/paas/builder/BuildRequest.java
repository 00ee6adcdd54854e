package paas.builder;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * One build: what to build, for whom, within which bounds. {@code buildId} is unique (a uuid or 32
 * hex digits), {@code sourceVersion} the commit id; {@code config} reaches buildpacks as files and
 * never the image; {@code review} looks at the source first.
 */
public record BuildRequest(
    String buildId,
    AppKey app,
    SourceTree source,
    BuildSettings settings,
    Map<String, String> config,
    String sourceVersion,
    BuildLimits limits,
    SourceReview review) {

  private static final Pattern ID = Pattern.compile("[0-9a-f-]{8,64}");

  /** Refuses a build id that could not be part of a container's name; copies the config. */
  public BuildRequest {
    if (!ID.matcher(buildId).matches()) {
      throw new IllegalArgumentException(
          "A build id is 8 to 64 of [0-9a-f-], not '" + buildId + "'");
    }
    config = Map.copyOf(config);
  }

  /** A build whose source nobody looks at first. */
  public BuildRequest(
      String buildId,
      AppKey app,
      SourceTree source,
      BuildSettings settings,
      Map<String, String> config,
      String sourceVersion,
      BuildLimits limits) {
    this(buildId, app, source, settings, config, sourceVersion, limits, SourceReview.NONE);
  }

  /** The same build with other settings and config. */
  public BuildRequest with(BuildSettings otherSettings, Map<String, String> otherConfig) {
    return new BuildRequest(
        buildId, app, source, otherSettings, otherConfig, sourceVersion, limits, review);
  }

  /** Names the build, never its config values. */
  @Override
  public String toString() {
    return "BuildRequest["
        + buildId
        + ", app "
        + app.name()
        + ", commit "
        + sourceVersion
        + ", "
        + config.keySet()
        + "]";
  }
}
