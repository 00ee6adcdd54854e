/** What the operator's {@code bin/backup} needs from a platform in use. */
@NullMarked
package paas.platform.api.backup;

import org.jspecify.annotations.NullMarked;
