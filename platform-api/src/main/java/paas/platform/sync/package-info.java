/** Deploys of foreign repositories: a commit is fetched and then goes the way of a push. */
@NullMarked
package paas.platform.sync;

import org.jspecify.annotations.NullMarked;
