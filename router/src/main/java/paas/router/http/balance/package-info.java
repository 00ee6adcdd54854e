/**
 * Which endpoint takes the next request, and how many requests each one has.
 *
 * <p>Owns the table in force. Invariants: applying a table is one reference swap; choosing an
 * endpoint claims it in the same step, so that a count of zero on a withdrawn endpoint stays zero.
 * Thread-safe throughout, no locks on the request path.
 */
@NullMarked
package paas.router.http.balance;

import org.jspecify.annotations.NullMarked;
