/** The commands about ways between apps. */
@NullMarked
package paas.cli.network;

import org.jspecify.annotations.NullMarked;
