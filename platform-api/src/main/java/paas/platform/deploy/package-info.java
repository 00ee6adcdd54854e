/**
 * The control loops: one per app, the only place that starts and stops instances or publishes
 * routes. A command stores the new intent and wakes the loop; the loop looks, asks the planner, and
 * performs. What is kept here in memory can be lost at any instant: it is found again by looking.
 */
@NullMarked
package paas.platform.deploy;

import org.jspecify.annotations.NullMarked;
