/** Tests of the TLS table as bytes. */
@NullMarked
package paas.router.control.tls;

import org.jspecify.annotations.NullMarked;
