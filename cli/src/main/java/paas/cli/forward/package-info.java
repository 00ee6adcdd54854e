/** {@code paas ps:forward}: a port of this machine that leads to a port of an instance. */
@NullMarked
package paas.cli.forward;

import org.jspecify.annotations.NullMarked;
