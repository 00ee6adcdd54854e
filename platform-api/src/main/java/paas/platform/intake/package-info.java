/**
 * The one way in: whatever brings a new version (a git push, a build by the API, an image, a sync)
 * becomes a build and a release here. Invariant: an app has one deploy at a time, and what waits
 * for its turn survives a kill. Told by push and api; builds by package build.
 */
@NullMarked
package paas.platform.intake;

import org.jspecify.annotations.NullMarked;
