/** The log stream of an app: one request, or a tail that survives dropped connections. */
@NullMarked
package paas.cli.log;

import org.jspecify.annotations.NullMarked;
