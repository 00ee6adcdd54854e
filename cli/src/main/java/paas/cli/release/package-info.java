/** The commands about releases: the list, one of them, and rollback. */
@NullMarked
package paas.cli.release;

import org.jspecify.annotations.NullMarked;
