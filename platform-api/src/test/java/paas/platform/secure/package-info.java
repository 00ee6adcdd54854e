/** Tests of certificates. */
@NullMarked
package paas.platform.secure;

import org.jspecify.annotations.NullMarked;
