/** What a command is: its manual, its parsed invocation, and the session that it runs in. */
@NullMarked
package paas.cli.command;

import org.jspecify.annotations.NullMarked;
