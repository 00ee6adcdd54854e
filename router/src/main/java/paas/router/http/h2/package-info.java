/**
 * What HTTP/2 says, and what of it is believed: the codec with its limits, the rules that requests
 * are checked by, and the count of frames that only make work.
 *
 * <p>Invariant: nothing leaves here for the data plane that could not have been said in HTTP/1.1.
 * Neighbours: {@code proxy} puts each stream to an exchange.
 */
@NullMarked
package paas.router.http.h2;

import org.jspecify.annotations.NullMarked;
