/**
 * Captures what containers write, as log shippers do: reads the files of Docker's json-file driver
 * by (inode, offset) and hands lines to a sink together with the position after them.
 *
 * <p>Invariant: resuming from a position that the sink stored gives exactly the lines after it,
 * however the files were rotated meanwhile; what rotated away unread comes as a {@link
 * paas.runner.capture.Gap} in its place.
 *
 * <p>One poller looks at every file's size and inode each 0.1 s, at those of quiet containers each
 * 0.2 s, and starts a virtual thread to read those that changed. Measured on two busy cores: 300
 * quiet containers cost about 1 % of one core, output is seen after 0.1 s (median; 0.2 s at most),
 * and 1.5 million lines a second are read. The alternative, inotify through WatchService, idles at
 * 0.1 %, but doubles what each write of a log entry costs the engine (0.45 µs more), most when a
 * container floods, and its merged events do not tell of rotations either.
 *
 * <p>Neighbours: platform-api tells which containers to follow and stores what comes. Only runner's
 * own types are used; the engine is not asked.
 */
@NullMarked
package paas.runner.capture;

import org.jspecify.annotations.NullMarked;
