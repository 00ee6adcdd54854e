/** Tests of changes to the DNS. */
@NullMarked
package paas.platform.secure.dns;

import org.jspecify.annotations.NullMarked;
