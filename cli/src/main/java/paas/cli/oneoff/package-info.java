/** One-off processes: attached over a WebSocket with exact streams and exit code, or detached. */
@NullMarked
package paas.cli.oneoff;

import org.jspecify.annotations.NullMarked;
