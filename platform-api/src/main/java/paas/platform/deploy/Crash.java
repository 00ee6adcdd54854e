package paas.platform.deploy;

import java.time.Instant;
import paas.platform.plan.Cause;

/**
 * What a slot waits for its restart after.
 *
 * @param count how many there were in a row, this one included
 */
record Crash(int count, Instant at, Cause cause) {}
