package paas.platform.deploy;

import paas.platform.release.ReleaseStatus;

/** What became of a release, for whoever waited for it. */
public sealed interface Outcome {
  /** All requests go to it. */
  record Live() implements Outcome {}

  /** It gets its part of the requests as a canary, whatever becomes of it later. */
  record Tried() implements Outcome {}

  /** It gets none. */
  record Failed(String why) implements Outcome {}

  /** It gets none, as somebody wished. */
  record Aborted(String why) implements Outcome {}

  /** Nothing yet: nobody waits any longer. */
  record Late() implements Outcome {}

  /** As far as the status tells. */
  static Outcome of(ReleaseStatus status) {
    return switch (status) {
      case ReleaseStatus.Recorded s -> new Late();
      case ReleaseStatus.Preparing s -> new Late();
      case ReleaseStatus.Rolling s -> new Late();
      case ReleaseStatus.Succeeded s -> new Live();
      case ReleaseStatus.Failed failed ->
          failed.aborted() ? new Aborted(failed.why()) : new Failed(failed.why());
    };
  }
}
