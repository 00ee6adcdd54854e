/**
 * Git intake over smart HTTP: receives objects, holds the ref update, builds and deploys the
 * commit, and accepts or refuses the ref by what came of it. Invariant: the deploy branch names the
 * commit of a release that went live; a push that is cut off is put right at the next start. All
 * git is JGit; no shell, no hooks that a user could write.
 */
@NullMarked
package paas.platform.push;

import org.jspecify.annotations.NullMarked;
