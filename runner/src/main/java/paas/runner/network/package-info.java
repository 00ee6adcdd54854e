/**
 * One small bridge network per app: which subnet it gets, and that there is exactly one; and the
 * firewall rules between these bridges and the host. Invariants: two apps never share a network but
 * that of a link, no subnet overlaps what the host or the engine already uses, and rules are
 * written for this platform's bridges only, in chains of its own.
 */
@NullMarked
package paas.runner.network;

import org.jspecify.annotations.NullMarked;
