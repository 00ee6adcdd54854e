/** What was built and released, and going back to it. */
@NullMarked
package paas.platform.api.releases;

import org.jspecify.annotations.NullMarked;
