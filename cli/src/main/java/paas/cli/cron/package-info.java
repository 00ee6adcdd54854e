/** The commands on cron jobs: list, add, remove, pause, run now, and what became of their runs. */
@NullMarked
package paas.cli.cron;

import org.jspecify.annotations.NullMarked;
