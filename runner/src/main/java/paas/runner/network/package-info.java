/**
 * One small bridge network per app: which subnet it gets, and that there is exactly one. Invariant:
 * two apps never share a network, and no subnet overlaps what the host or the engine already uses.
 */
@NullMarked
package paas.runner.network;

import org.jspecify.annotations.NullMarked;
