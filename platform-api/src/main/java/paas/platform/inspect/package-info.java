/**
 * Gathers the evidence for the twelve-factor check of one app: its live release, what its instances
 * show, what its log tells. Reads only; the judging is package check's.
 */
@NullMarked
package paas.platform.inspect;

import org.jspecify.annotations.NullMarked;
