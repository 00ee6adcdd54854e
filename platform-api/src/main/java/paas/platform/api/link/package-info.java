/** URLs that are their own credential: for streams that clients open without a token. */
@NullMarked
package paas.platform.api.link;

import org.jspecify.annotations.NullMarked;
