/**
 * {@code paas ps:copy}: files and directories out of an instance and into it, as a tar over the
 * WebSocket that exec uses. What comes from an instance is not trusted.
 */
@NullMarked
package paas.cli.copy;

import org.jspecify.annotations.NullMarked;
