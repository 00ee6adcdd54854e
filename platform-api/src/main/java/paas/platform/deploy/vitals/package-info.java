/**
 * Asking instances how they are: over the network, by a command, by their age. Each instance has a
 * {@link paas.platform.deploy.vitals.Checkup}, which asks by itself on other threads than the
 * control loop's, in bounded time, and wakes the loop when its verdict changes. Decides nothing.
 */
@NullMarked
package paas.platform.deploy.vitals;

import org.jspecify.annotations.NullMarked;
