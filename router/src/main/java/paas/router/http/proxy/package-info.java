/**
 * The data plane: client connections, upstream connections, and the exchange that joins one of
 * each.
 *
 * <p>Invariant: everything about one exchange (client channel, upstream channel, pool, timers)
 * happens on one event loop, so that nothing here is locked. Bytes are forwarded as they come; what
 * one side cannot take stops the reading of the other.
 */
@NullMarked
package paas.router.http.proxy;

import org.jspecify.annotations.NullMarked;
