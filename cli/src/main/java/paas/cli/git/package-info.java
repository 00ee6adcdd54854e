/**
 * What paas needs of git: the app of a repository's remote, read without starting git, and the
 * remote's set-up.
 */
@NullMarked
package paas.cli.git;

import org.jspecify.annotations.NullMarked;
