/** The commands about apps themselves: list, create, show, destroy, open, maintenance. */
@NullMarked
package paas.cli.app;

import org.jspecify.annotations.NullMarked;
