/** Tests of certificates. */
@NullMarked
package paas.platform.secure.acme;

import org.jspecify.annotations.NullMarked;
