/**
 * What people do to an instance that runs: a process beside its own (exec), files in and out of it
 * (copy), a connection to one of its ports (forward). Each is decided here and starts when its user
 * attaches, as a one-off does; each is told to the app's log, and bounded in number.
 */
@NullMarked
package paas.platform.oneoff.reach;

import org.jspecify.annotations.NullMarked;
