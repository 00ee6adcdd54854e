/**
 * How a command ends: the catalogue of exit codes and the one exception that carries a message for
 * the user.
 */
@NullMarked
package paas.cli.fault;

import org.jspecify.annotations.NullMarked;
