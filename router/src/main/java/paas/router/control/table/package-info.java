/**
 * Route tables as bytes: on the control socket and on disk.
 *
 * <p>Invariants: what is decoded is valid or refused with a reason, never larger than its bound;
 * the file is replaced whole, and one that cannot be read is set aside, never overwritten.
 */
@NullMarked
package paas.router.control.table;

import org.jspecify.annotations.NullMarked;
