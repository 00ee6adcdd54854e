package paas.platform.plan;

import paas.platform.formation.Slot;
import paas.platform.release.ReleaseVersion;

/** One thing for the control loop to do. Steps of one plan do not depend on each other. */
public sealed interface Step {
  /** Start an instance of this release. */
  record Start(Slot slot, ReleaseVersion version, long epoch) implements Step {}

  /** Tell the router; counts only once acknowledged. */
  record Publish(Exposures exposures) implements Step {}

  /** Drain, SIGTERM, grace, SIGKILL, remove. The router no longer sends it anything. */
  record Stop(String instance) implements Step {}

  /** Take the last output of an instance that exited or never came up, and remove it. */
  record Reap(String instance) implements Step {}

  /** The candidate is live: every instance up, its routes acknowledged. */
  record Succeed(ReleaseVersion version) implements Step {}

  /** The release on trial has begun to get its part of the requests. */
  record Begin(ReleaseVersion version) implements Step {}

  /** The candidate, or the release on trial, did not come up; the serving release goes on. */
  record Fail(ReleaseVersion version, String why) implements Step {}
}
