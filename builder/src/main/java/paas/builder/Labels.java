package paas.builder;

import java.util.Map;

/**
 * The labels on what a build makes, so that it can be found again and is never confused with
 * another platform's.
 */
record Labels(String platform) {
  static final String PLATFORM = "paas.platform";
  static final String KIND = "paas.kind";
  static final String APP = "paas.app";
  static final String BUILD = "paas.build";

  /** A container of one build. */
  Map<String, String> build(AppKey app, String buildId) {
    return Map.of(PLATFORM, platform, KIND, "build", APP, app.id(), BUILD, buildId);
  }

  /** A container that only carries files into an image. */
  Map<String, String> carrier() {
    return Map.of(PLATFORM, platform, KIND, "build");
  }

  /** An app's dependency cache. */
  Map<String, String> cache(AppKey app) {
    return Map.of(PLATFORM, platform, KIND, "build-cache", APP, app.id());
  }

  /** The volume of runtimes that apps share. */
  Map<String, String> runtimes() {
    return Map.of(PLATFORM, platform, KIND, "runtimes");
  }

  /** The network that builds run in. */
  Map<String, String> network() {
    return Map.of(PLATFORM, platform, KIND, "build-network");
  }

  /** An app's image; nothing in it varies from build to build, or equal builds would differ. */
  Map<String, String> image(AppKey app) {
    return Map.of(PLATFORM, platform, KIND, "image", APP, app.id());
  }
}
