/** The commands about collaborators. */
@NullMarked
package paas.cli.access;

import org.jspecify.annotations.NullMarked;
