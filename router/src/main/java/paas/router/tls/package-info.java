/**
 * What the router knows of TLS: certificates with their keys, the names that each is shown for, and
 * the answers that certificate authorities ask for.
 *
 * <p>Owns the TLS table as immutable records, as its publisher states it, and its compiled form.
 * Invariant: a certificate that cannot be used is reported and left out; all others are in force.
 * Knows nothing of apps beyond the names; {@code paas.router.control} carries these records, {@code
 * paas.router.http.proxy} serves by them.
 */
@NullMarked
package paas.router.tls;

import org.jspecify.annotations.NullMarked;
