/** The commands about builds and their output. */
@NullMarked
package paas.cli.build;

import org.jspecify.annotations.NullMarked;
