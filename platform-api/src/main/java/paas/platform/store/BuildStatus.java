package paas.platform.store;

import paas.platform.release.ReleaseVersion;

/** Where a build stands: pending, then one of the others for ever. */
public sealed interface BuildStatus {
  record Pending() implements BuildStatus {}

  /** It became this release. */
  record Succeeded(ReleaseVersion release) implements BuildStatus {}

  record Failed(String why) implements BuildStatus {}
}
