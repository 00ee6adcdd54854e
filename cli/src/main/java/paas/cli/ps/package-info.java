/** The commands about the formation and its instances. */
@NullMarked
package paas.cli.ps;

import org.jspecify.annotations.NullMarked;
