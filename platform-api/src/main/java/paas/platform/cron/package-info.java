/**
 * Cron jobs: which ones an app has (those of the serving release's app.json and those that people
 * added), when they are due, and their runs, which are detached one-offs. Invariant: a due time is
 * recorded before its run starts, so none is run twice, whatever is killed.
 */
@NullMarked
package paas.platform.cron;

import org.jspecify.annotations.NullMarked;
