package paas.platform.deploy;

import java.time.Instant;
import paas.platform.plan.Cause;

/**
 * What a slot is restarted after.
 *
 * @param count how many there were in a row, this one included
 * @param cools whether its restart must still wait
 */
record Crash(int count, Instant at, Cause cause, boolean cools) {}
