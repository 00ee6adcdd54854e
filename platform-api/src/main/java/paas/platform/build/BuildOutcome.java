package paas.platform.build;

import java.util.UUID;
import paas.platform.release.Slug;
import paas.platform.store.Setup;

/** What became of a build, for whoever wants to release it. */
public sealed interface BuildOutcome {
  /**
   * An image is there; it is kept as long as a release refers to it. {@code setup} is what a first
   * release brings along.
   */
  record Built(UUID build, Slug slug, Setup setup) implements BuildOutcome {
    /** Of an image that brings nothing along. */
    public Built(UUID build, Slug slug) {
      this(build, slug, Setup.NONE);
    }
  }

  /** No image: which phase, why, what to do; {@code summary} is for the build's record. */
  record Failed(String phase, String cause, String advice, String summary)
      implements BuildOutcome {}
}
