/** How an app is to be built: its buildpacks, the other settings of its builds, its cache. */
@NullMarked
package paas.platform.api.builds;

import org.jspecify.annotations.NullMarked;
