/** Tests of cron jobs, on a real store with a clock and containers that the tests play. */
@NullMarked
package paas.platform.cron;

import org.jspecify.annotations.NullMarked;
