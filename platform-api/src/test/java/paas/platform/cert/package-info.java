/** Tests of certificates. */
@NullMarked
package paas.platform.cert;

import org.jspecify.annotations.NullMarked;
