/**
 * What the router knows: hostnames, the target each one leads to, and the bounds that hold on the
 * way.
 *
 * <p>Owns the route table as immutable records, as its publisher states it. Invariant: every value
 * is valid on construction, so that the data plane ({@code balance}, {@code message}, {@code
 * proxy}) never checks again. Knows nothing of releases, containers or the control socket; {@code
 * paas.router.control} carries these records.
 */
@NullMarked
package paas.router.http;

import org.jspecify.annotations.NullMarked;
