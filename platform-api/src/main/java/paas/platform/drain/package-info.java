/**
 * Log drains: each sends one app's log, line by line and in order, to where its users keep logs.
 * Invariant: a line is sent at least once, however long the other end is away, unless the log
 * itself no longer holds it; then it is counted and said (L10). Each drain has a thread of its own
 * and reads the log at its own pace, so that none holds up the app, its log or another drain. How
 * far it got is a position in the log.
 */
@NullMarked
package paas.platform.drain;

import org.jspecify.annotations.NullMarked;
