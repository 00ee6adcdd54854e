/**
 * Has quantities follow the load: samples what {@code autoscale} judges, and writes a quantity as
 * {@code ps:scale} does; the control loops of {@code deploy} do the rest. Told by {@code log} of
 * every request and by the router of sleeping apps that are asked for. What is kept here can be
 * lost at any instant: it is gathered anew, and nothing is decided until then.
 */
@NullMarked
package paas.platform.scaling;

import org.jspecify.annotations.NullMarked;
