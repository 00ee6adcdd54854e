/**
 * How the control plane reaches the router: one Unix-domain socket that carries route tables down
 * and request lines up, and the last table on disk.
 *
 * <p>Owns the frames, the line spool and the table file. Invariants: a table is applied whole or
 * not at all and never replaces a newer one; an unacknowledged line is sent again; neither side can
 * make the other hold more than a named bound. {@link paas.router.control.RouterLink} is the only
 * door that the control plane uses.
 */
@NullMarked
package paas.router.control;

import org.jspecify.annotations.NullMarked;
