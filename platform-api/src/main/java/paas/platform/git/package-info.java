/**
 * Commits as sources: the apps' own bare repositories, trees read out of them, and what is fetched
 * from foreign ones. Invariant: no shell, no hooks, no submodule runs anything; what comes from a
 * foreign host is bounded and checked like a push, by package pack.
 */
@NullMarked
package paas.platform.git;

import org.jspecify.annotations.NullMarked;
