/**
 * The pushed files: received to disk in bounds, judged entry by entry, and read again from there.
 * Invariant: nothing of a tree is ever a file of its own on the host, so no name or link in it can
 * reach one.
 */
@NullMarked
package paas.builder.source;

import org.jspecify.annotations.NullMarked;
