package paas.platform.build;

import java.util.UUID;
import paas.platform.release.Slug;

/** What became of a build, for whoever wants to release it. */
public sealed interface BuildOutcome {
  /** An image is there; it is kept as long as a release refers to it. */
  record Built(UUID build, Slug slug) implements BuildOutcome {}

  /** No image: which phase, why, what to do; {@code summary} is for the build's record. */
  record Failed(String phase, String cause, String advice, String summary)
      implements BuildOutcome {}
}
