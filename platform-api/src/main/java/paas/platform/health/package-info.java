/**
 * How an app's instances show that they are well: checks as typed records, in the words of {@code
 * app.json} and of {@code paas checks:set}, and how a course of answers is judged. Invariant: a
 * check is valid. No I/O and no clock; whoever asks is elsewhere.
 */
@NullMarked
package paas.platform.health;

import org.jspecify.annotations.NullMarked;
