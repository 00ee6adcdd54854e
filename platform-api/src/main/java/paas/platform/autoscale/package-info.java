/**
 * How many instances a process type should have, judged by how its requests and CPUs fare: pure,
 * from settings, what is remembered and what is seen to a decision with its reason. No clock, no
 * I/O. Neighbours: {@code store} keeps the settings, {@code scaling} samples and acts.
 */
@NullMarked
package paas.platform.autoscale;

import org.jspecify.annotations.NullMarked;
