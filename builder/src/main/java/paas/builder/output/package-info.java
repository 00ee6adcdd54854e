/**
 * A build's output on its way to the pusher: bytes into lines, made safe for a terminal, bounded,
 * without config values.
 */
@NullMarked
package paas.builder.output;

import org.jspecify.annotations.NullMarked;
