/** Completion of command lines in shells. */
@NullMarked
package paas.cli.completion;

import org.jspecify.annotations.NullMarked;
