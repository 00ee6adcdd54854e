/** The commands about what the router does with an app's requests. */
@NullMarked
package paas.cli.router;

import org.jspecify.annotations.NullMarked;
