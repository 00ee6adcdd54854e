package paas.platform.collect;

import paas.platform.release.ImageDigest;

/** What images are still there to run releases of. */
@FunctionalInterface
public interface StockedImages {
  /** Whether the engine has it; one that cannot be asked is taken to have it. Blocks. */
  boolean has(ImageDigest image);
}
