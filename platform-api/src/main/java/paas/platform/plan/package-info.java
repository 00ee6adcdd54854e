/**
 * The pure planner: compares what is wanted with what is seen and returns the steps between them.
 * No clock, no I/O, no memory. Invariants: traffic moves before anything is stopped; an instance is
 * routed to only while it is up; the serving release's instances outlive a failed candidate.
 */
@NullMarked
package paas.platform.plan;

import org.jspecify.annotations.NullMarked;
