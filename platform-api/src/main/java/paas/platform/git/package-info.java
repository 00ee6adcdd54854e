/**
 * Commits as sources: the apps' own bare repositories, trees read out of them, and what is fetched
 * from foreign ones. Invariant: all git is JGit, no shell, no hooks, and what comes from a foreign
 * host is bounded and checked like a push.
 */
@NullMarked
package paas.platform.git;

import org.jspecify.annotations.NullMarked;
