/**
 * Processes in containers as the host's kernel sees them: found in {@code /proc}, signalled through
 * pidfds, so that a number which the kernel has given to another process meanwhile is never hit.
 * Knows nothing of the engine; {@code paas.runner.docker} says which container is meant.
 */
@NullMarked
package paas.runner.process;

import org.jspecify.annotations.NullMarked;
