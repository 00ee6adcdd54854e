/** The release: image digest + config snapshot + process types, numbered and immutable. */
@NullMarked
package paas.platform.release;

import org.jspecify.annotations.NullMarked;
